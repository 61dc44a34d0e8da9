package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.jackson.JsonCodec;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The example of docs/testing.md: a unit test of code that handles a conflict. */
class FakePartitionExampleTest {
    record Customer(String name, String status) {}

    private static final JsonCodec<Customer> CODEC = JsonCodec.of(Customer.class);

    // tag::fakePartition[]
    /** A partition in which somebody else has always been faster. */
    @SuppressWarnings("unchecked")
    static <V> Partition<V> contended(Entry<V> current, Codec<V> codec) {
        return (Partition<V>) Proxy.newProxyInstance(
                Partition.class.getClassLoader(),
                new Class<?>[] {Partition.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "codec" -> codec;
                    case "update" -> throw new KeyModifiedException(new Revision(1, null), current, codec);
                    default -> throw new UnsupportedOperationException(method.toString());
                });
    }

    @Test
    void aConflictIsShownToTheUser() {
        Customer ada = new Customer("Ada", "new");
        Entry<Customer> seen = new Entry<>("CRMTable", "customers", "c-1", new Revision(1, null), null, ada, Map.of());
        Entry<Customer> current = new Entry<>(
                "CRMTable", "customers", "c-1", new Revision(2, null), null, new Customer("Ada", "paid"), Map.of());
        Customers customers = new Customers(contended(current, CODEC));

        assertThat(customers.rename(seen, "Ada L.")).isEqualTo("Changed meanwhile, is now paid.");
    }
    // end::fakePartition[]

    private record Customers(Partition<Customer> partition) {
        String rename(Entry<Customer> seen, String name) {
            try {
                partition.update(seen, new Customer(name, seen.value().status()));
                return "Saved.";
            } catch (KeyModifiedException e) {
                return "Changed meanwhile, is now "
                        + e.current(partition.codec()).value().status() + ".";
            }
        }
    }
}
