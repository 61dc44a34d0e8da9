package io.dynastore.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.beans.factory.annotation.Qualifier;

/**
 * Marks the {@link software.amazon.awssdk.services.dynamodb.DynamoDbClient} bean for dynastore, if an application has several
 * clients or one for dynastore alone, and likewise the {@link
 * software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient} bean. Declare one for dynastore alone as
 * {@code @Bean(defaultCandidate = false)}, so that it is not injected elsewhere.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
public @interface DynaStoreClient {}
