package io.dynastore.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Adds the auto-configuration of dynastore to another slice, such as {@code @WebMvcTest}. Combine it with
 * {@link AutoConfigureTestDynaStore}, which provides a DynamoDB for tests. {@link DynaStoreTest} includes both.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
public @interface AutoConfigureDynaStore {}
