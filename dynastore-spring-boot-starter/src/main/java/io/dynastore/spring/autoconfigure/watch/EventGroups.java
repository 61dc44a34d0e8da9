package io.dynastore.spring.autoconfigure.watch;

import io.dynastore.spring.autoconfigure.PartitionProperties;
import io.dynastore.spring.autoconfigure.watch.BeanMethods.BeanMethod;
import io.dynastore.spring.watch.EntryChangedEvent;
import io.dynastore.watch.ChangeHandler;
import java.lang.reflect.Type;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
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
                ResolvableType type = withTypeArguments(properties.type());
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

    /**
     * Returns a class with the type arguments that its values have if the configuration, which names classes only, says nothing of
     * them: the keys of maps are strings, all else is as its declaration bounds it. A listener's type has some.
     */
    private static ResolvableType withTypeArguments(Class<?> type) {
        ResolvableType declared = ResolvableType.forClass(type);
        if (!declared.hasGenerics()) {
            return declared;
        }
        Type key = declared.as(Map.class).getGeneric(0).getType();
        Class<?>[] arguments = Arrays.stream(declared.getGenerics())
                .map(each -> each.getType().equals(key) ? String.class : each.toClass())
                .toArray(Class<?>[]::new);
        return ResolvableType.forClassWithGenerics(type, arguments);
    }

    /** Refuses listeners to the events that could not be called. */
    static void checkListeners(ConfigurableListableBeanFactory beans) {
        for (BeanMethod<EventListener> listener : new BeanMethods(beans).annotatedWith(EventListener.class)) {
            List<Class<?>> events = new ArrayList<>(List.of(listener.method().getParameterTypes()));
            events.addAll(List.of(listener.annotation().classes()));
            String scope = events.contains(EntryChangedEvent.class)
                    ? new FeedThreads(beans).missingScope(listener.bean())
                    : null;
            if (scope != null) {
                throw new FailureAnalyzedException(
                        StringUtils.capitalize(listener.source())
                                + " listens to changes of entries, but its bean has the scope '" + scope
                                + "', which is not active on the threads of a change feed.",
                        "Move the method to a singleton.");
            }
        }
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
