package io.dynastore.embedded.internal.storage;

import io.dynastore.embedded.internal.value.Item;
import io.dynastore.embedded.internal.value.Value;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.h2.mvstore.MVMap;

/** Numbered changes of several maps, each of which is committed as a whole, and what the maps contain after each of them. */
final class Ledger {
    private static final int KEYS = 9;
    private static final String COUNT = "count";

    private final Store store;
    private final MVMap<byte[], Item> items;
    private final MVMap<String, byte[]> named;

    Ledger(Store store) {
        this.store = store;
        this.items = store.items("items");
        this.named = store.named("named");
    }

    private MVMap<byte[], Item> passing() {
        return store.items("passing");
    }

    /** Makes and commits a change, which must follow the one before. */
    void write(int number) {
        store.apply(() -> {
            items.put(key(number % KEYS), item(number));
            if (number % 3 == 0) {
                items.remove(key((number + 4) % KEYS));
            }
            // Another map of the same name is created again and again.
            if (number % 10 > 3) {
                passing().put(key(number % KEYS), item(number));
            } else if (number % 10 == 0) {
                store.remove(passing());
            }
            named.put(COUNT, bytes(number));
        });
        store.awaitCommitted();
        // A change that changes nothing is committed, too.
        store.apply(() -> {});
        store.awaitCommitted();
    }

    /** {@return the number of the last change in the maps} */
    int last() {
        byte[] count = named.get(COUNT);
        return count == null ? 0 : ByteBuffer.wrap(count).getInt();
    }

    /** {@return the content of the maps} */
    Map<String, String> content() {
        Map<String, String> content = new TreeMap<>();
        items.forEach((key, item) -> content.put("items " + key[0], text(item)));
        passing().forEach((key, item) -> content.put("passing " + key[0], text(item)));
        return content;
    }

    /** {@return the content that the maps have after a change} */
    static Map<String, String> contentAfter(int last) {
        Map<String, String> content = new TreeMap<>();
        for (int number = 1; number <= last; number++) {
            content.put("items " + number % KEYS, text(item(number)));
            if (number % 3 == 0) {
                content.remove("items " + (number + 4) % KEYS);
            }
            if (number % 10 > 3) {
                content.put("passing " + number % KEYS, text(item(number)));
            } else if (number % 10 == 0) {
                content.keySet().removeIf(key -> key.startsWith("passing"));
            }
        }
        return content;
    }

    private static byte[] key(int number) {
        return new byte[] {(byte) number};
    }

    private static byte[] bytes(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    private static Item item(int number) {
        return new Item(Map.of("text", new Value.Text((number + " ").repeat(1 + number % 5 * 40))));
    }

    private static String text(Item item) {
        return item.attributes().toString();
    }
}
