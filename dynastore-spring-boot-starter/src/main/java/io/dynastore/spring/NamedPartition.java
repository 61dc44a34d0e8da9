package io.dynastore.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.beans.factory.annotation.Qualifier;

/**
 * Says which partition to inject, by its name under {@code dynastore.partitions}. Without it Spring goes by the type and,
 * between several of one type, by the name of the parameter or field; but where only one partition has the type, that one
 * is injected whatever the parameter is called. With the annotation a name that is not configured is an error.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
public @interface NamedPartition {
    /**
     * The partition's name under {@code dynastore.partitions}.
     *
     * @return the name
     */
    String value();
}
