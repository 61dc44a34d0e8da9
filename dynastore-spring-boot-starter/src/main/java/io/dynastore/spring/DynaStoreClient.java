package io.dynastore.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.beans.factory.annotation.Qualifier;

/**
 * Marks the {@link software.amazon.awssdk.services.dynamodb.DynamoDbClient} bean that dynastore is to use, where an
 * application has several or wants one for dynastore alone. To take part in nothing else, such a bean should be a
 * {@code @Bean(defaultCandidate = false)}.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
public @interface DynaStoreClient {}
