package io.dynastore.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.beans.factory.annotation.Qualifier;

/**
 * Qualifies the partition to inject by its name under {@code dynastore.partitions}. Without this annotation, Spring selects the
 * partition by its type and, if several have that type, by the name of the parameter or field. If only one partition has the type,
 * it is injected whatever the name of the parameter. With this annotation, a name that is not configured is an error.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
public @interface NamedPartition {
    /**
     * The name of the partition under {@code dynastore.partitions}.
     *
     * @return the name
     */
    String value();
}
