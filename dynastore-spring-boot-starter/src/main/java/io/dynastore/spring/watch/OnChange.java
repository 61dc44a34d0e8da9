package io.dynastore.spring.watch;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.aot.hint.annotation.Reflective;

/**
 * Calls a method of a bean with each change of a partition's entries, once for each group:
 *
 * <pre>{@code
 * @OnChange(partition = "customers", group = "search-index")
 * void index(Change<Customer> change) {
 *     …
 * }
 * }</pre>
 *
 * <p>The method has one parameter, the {@link io.dynastore.watch.Change}, and returns nothing: a change is handled when it has
 * returned. If it throws an exception, the change is handled again as {@code dynastore.watch.groups} says. All methods of a group
 * belong to one {@link io.dynastore.watch.ChangeFeed}, which runs as long as the application context does. Instances of an
 * application that have the same groups share the changes. A method may be called again with a change, and by several threads with
 * changes of different entries, so its effects must be repeatable, and it must be thread-safe.
 */
@Documented
@Reflective
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface OnChange {
    /**
     * The name of the partition's bean, such as that of an entry of {@code dynastore.partitions}. It may contain placeholders.
     *
     * @return the name
     */
    String partition();

    /**
     * The name of the group, which remembers what it has handled. Keep it when the method is moved or renamed. The partitions of a
     * group are in one table, and each has one method or {@code event-group}. It may contain placeholders.
     *
     * @return the name
     */
    String group();
}
