package io.dynastore.spring.autoconfigure.watch;

import io.dynastore.watch.ChangeHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

/**
 * What handles the changes of a partition for a group.
 *
 * @param group the name of the group
 * @param partition the name of the partition's bean
 * @param source describes it in messages, such as the method or the property
 * @param parameter the type of the changes that it takes; null for all
 * @param target handles a change
 */
record Handler(
        String group,
        String partition,
        String source,
        @Nullable ResolvableType parameter,
        ChangeHandler<Object> target) {}
