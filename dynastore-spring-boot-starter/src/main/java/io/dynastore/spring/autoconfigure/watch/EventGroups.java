package io.dynastore.spring.autoconfigure.watch;

import io.dynastore.spring.autoconfigure.PartitionProperties;
import io.dynastore.spring.watch.EntryChangedEvent;
import io.dynastore.watch.ChangeHandler;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.ResolvableType;
import org.springframework.util.StringUtils;

/** The handlers of partitions whose changes are published as events. */
final class EventGroups {
    private final ApplicationEventPublisher publisher;

    EventGroups(ApplicationEventPublisher publisher) {
        this.publisher = publisher;
    }

    List<Handler> handlers(Map<String, PartitionProperties> partitions) {
        List<Handler> handlers = new ArrayList<>();
        partitions.forEach((name, properties) -> {
            String group = properties.eventGroup();
            if (StringUtils.hasText(group)) {
                ResolvableType type = ResolvableType.forClass(properties.type());
                handlers.add(new Handler(
                        group,
                        name,
                        "the property 'dynastore.partitions." + name + ".event-group'",
                        null,
                        publish(type)));
            }
        });
        return handlers;
    }

    private ChangeHandler<Object> publish(ResolvableType valueType) {
        return change -> {
            try {
                publisher.publishEvent(new EntryChangedEvent<>(change, valueType));
            } catch (UndeclaredThrowableException e) {
                // Spring throws the checked exceptions of a listener like this.
                if (e.getCause() instanceof Exception checked) {
                    throw checked;
                }
                throw e;
            }
        };
    }
}
