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
 * A test slice for components that use dynastore. It includes the application's {@code dynastore.*} configuration, with its tables
 * in a DynamoDB in this JVM, the {@link io.dynastore.DynaStore}, {@link io.dynastore.Partition} and
 * {@link io.dynastore.lease.Leases} beans, Jackson as the application configures it, and a {@link TestTime} for expiry and leases.
 * All guarantees of {@link AutoConfigureTestDynaStore} apply; in particular, each test starts with empty tables and does not reach
 * AWS.
 *
 * <p>As in Spring Boot's own slices, no components are scanned, not even {@code @Repository} classes. Add the tested components by
 * {@link org.springframework.context.annotation.Import} or {@link #includeFilters()}.
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
     * Properties in the form {@code name=value} that are added to the environment.
     *
     * @return the properties
     */
    String[] properties() default {};

    /**
     * Whether the default filter applies, which excludes all components.
     *
     * @return whether it applies; if not, components are scanned as in the application
     */
    boolean useDefaultFilters() default true;

    /**
     * Filters for components that are included although the default filter excludes them.
     *
     * @return the filters
     */
    Filter[] includeFilters() default {};

    /**
     * Filters for components that are excluded.
     *
     * @return the filters
     */
    Filter[] excludeFilters() default {};

    /**
     * Auto-configurations that are excluded.
     *
     * @return their classes
     */
    @AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
    Class<?>[] excludeAutoConfiguration() default {};
}
