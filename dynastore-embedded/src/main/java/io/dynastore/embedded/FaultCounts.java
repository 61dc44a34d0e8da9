package io.dynastore.embedded;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/** The numbers of attempts by operation and fault. Thread-safe. */
final class FaultCounts {
    private final Map<Counted, LongAdder> counts = new ConcurrentHashMap<>();

    record Counted(String operation, Fault fault) {
        // The methods that the compiler would add are linked when they are first called, which delays the first answer.
        @Override
        public boolean equals(Object other) {
            return other instanceof Counted that && operation.equals(that.operation) && fault.equals(that.fault);
        }

        @Override
        public int hashCode() {
            return 31 * operation.hashCode() + fault.hashCode();
        }

        boolean isFault() {
            return !fault.equals(Fault.pass());
        }
    }

    void add(String operation, Fault fault) {
        counts.computeIfAbsent(new Counted(operation, fault), name -> new LongAdder())
                .increment();
    }

    long sum(Predicate<Counted> which) {
        return counts.entrySet().stream()
                .filter(count -> which.test(count.getKey()))
                .mapToLong(count -> count.getValue().sum())
                .sum();
    }

    void clear() {
        counts.clear();
    }
}
