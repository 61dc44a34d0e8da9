package io.dynastore.spring.autoconfigure.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.Entry;
import io.dynastore.Revision;
import io.dynastore.spring.autoconfigure.PartitionProperties;
import io.dynastore.spring.watch.EntryChangedEvent;
import io.dynastore.watch.Change;
import io.dynastore.watch.ChangeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.EventListener;

/** Which listeners are called with the changes of a partition whose type is configured as a class. No feed is started. */
class EventGroupsTest {
    private static final Change<Object> CHANGE = new Change<>(
            ChangeType.CREATED,
            null,
            new Entry<>("T", "values", "v-1", new Revision(1, null), null, "any", Map.of()),
            Instant.EPOCH,
            "id");

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Listeners.class);
    private List<String> called = List.of();

    @BeforeEach
    void listen() {
        called = context.getBean(Listeners.class).called;
    }

    @AfterEach
    void close() {
        context.close();
    }

    static class Box<T extends Number> {}

    static class Settings<V> extends java.util.TreeMap<String, V> {
        private static final long serialVersionUID = 1L;
    }

    @SuppressWarnings("rawtypes")
    static class Listeners {
        final List<String> called = new ArrayList<>();

        @EventListener
        void any(EntryChangedEvent<?> event) {
            called.add("any");
        }

        @EventListener
        void map(EntryChangedEvent<Map<String, Object>> event) {
            called.add("map");
        }

        @EventListener
        void anyMap(EntryChangedEvent<Map<?, ?>> event) {
            called.add("any map");
        }

        @EventListener
        void rawMap(EntryChangedEvent<Map> event) {
            called.add("raw map");
        }

        @EventListener
        void mapOfNumbers(EntryChangedEvent<Map<Integer, Integer>> event) {
            called.add("map of numbers");
        }

        @EventListener
        void list(EntryChangedEvent<List<Object>> event) {
            called.add("list");
        }

        @EventListener
        void box(EntryChangedEvent<Box<Number>> event) {
            called.add("box");
        }

        @EventListener
        void settings(EntryChangedEvent<Settings<Object>> event) {
            called.add("settings");
        }

        @EventListener
        void text(EntryChangedEvent<String> event) {
            called.add("text");
        }
    }

    private List<String> calledFor(Class<?> type) throws Exception {
        PartitionProperties partition = new Binder(new MapConfigurationPropertySource(
                        Map.of("values.event-group", "events", "values.type", type.getName())))
                .bind("values", PartitionProperties.class)
                .get();
        called.clear();
        new EventGroups(context)
                .handlers(Map.of("values", partition))
                .get(0)
                .target()
                .handle(CHANGE);
        return List.copyOf(called);
    }

    @Test
    void aListenerMayNameTheTypeArgumentsThatValuesHave() throws Exception {
        assertThat(calledFor(Map.class)).containsExactlyInAnyOrder("any", "map", "any map", "raw map");
        assertThat(calledFor(List.class)).containsExactlyInAnyOrder("any", "list");
        assertThat(calledFor(Box.class)).containsExactlyInAnyOrder("any", "box");
        assertThat(calledFor(Settings.class)).containsExactlyInAnyOrder("any", "settings");
        assertThat(calledFor(String.class)).containsExactlyInAnyOrder("any", "text");
    }
}
