package io.dynastore.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.beans.factory.annotation.Qualifier;

/**
 * Marks beans that decide how dynastore stores the values of configured partitions as JSON: either any number of
 * {@link tools.jackson.databind.JacksonModule} beans, which are added to the mapper of dynastore, or one
 * {@link tools.jackson.databind.json.JsonMapper} bean, which replaces it.
 *
 * <p>Without such a bean, dynastore uses a mapper with Jackson's defaults, and Jackson's Kotlin module if that is on the class path.
 * Other modules, the properties under {@code spring.jackson} and the mapper of the application have no influence, because a change
 * that is made for a web page would make stored entries unreadable. Declare the bean as {@code @Bean(defaultCandidate = false)}, so
 * that the application does not use it elsewhere.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
public @interface DynaStoreJson {}
