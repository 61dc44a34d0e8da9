package io.dynastore.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * A test of what uses dynastore, and of nothing else: the application's {@code dynastore.*} configuration, with its tables
 * created in a DynamoDB inside this JVM, its {@link io.dynastore.DynaStore}, {@link io.dynastore.Partition} and
 * {@link io.dynastore.lease.Leases} beans, Jackson as the application configures it, and a {@link TestTime} that expiry and
 * leases follow. Everything that {@link AutoConfigureTestDynaStore} promises holds, first of all that each test begins with
 * empty tables and does not reach AWS.
 *
 * <p>No components are scanned, {@code @Repository} classes included, as in Spring Boot's own slices: bring what the test is
 * about by {@link org.springframework.context.annotation.Import} or {@link #includeFilters()}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(DynaStoreTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(DynaStoreTypeExcludeFilter.class)
@AutoConfigureDynaStore
@AutoConfigureTestDynaStore
@ImportAutoConfiguration
public @interface DynaStoreTest {
    /**
     * Properties, as {@code name=value}, that are added to the environment.
     *
     * @return the properties
     */
    String[] properties() default {};

    /**
     * Whether the default filter applies, which keeps all components out.
     *
     * @return false to scan components as the application does
     */
    boolean useDefaultFilters() default true;

    /**
     * Components that are to be scanned all the same.
     *
     * @return the filters
     */
    Filter[] includeFilters() default {};

    /**
     * Components that are not to be scanned.
     *
     * @return the filters
     */
    Filter[] excludeFilters() default {};

    /**
     * Auto-configurations to leave out.
     *
     * @return their classes
     */
    @AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
    Class<?>[] excludeAutoConfiguration() default {};
}
