package io.dynastore.embedded.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.internal.value.Item;
import io.dynastore.embedded.internal.value.Value;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.h2.mvstore.MVMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFileTest {
    private static final int LASTING = 1_500;
    private static final int LASTING_BYTES = 3_000;
    private static final int PASSING_BYTES = 100_000;
    private static final long LIVE = (long) LASTING * LASTING_BYTES + PASSING_BYTES;

    /** One lasting item keeps the whole part of the file that its commit wrote in use, unless that part is rewritten. */
    @Test
    void aFileIsNoMoreThanTenTimesItsDataThoughEachCommitWritesSomethingThatLasts(@TempDir Path folder)
            throws Exception {
        Path file = folder.resolve("database");
        try (Store store = Store.open(file, false)) {
            MVMap<byte[], Item> items = store.items("items");
            for (int number = 1; number <= LASTING; number++) {
                byte[] lasting = ByteBuffer.allocate(4).putInt(number).array();
                Item small = item(number, LASTING_BYTES);
                Item large = item(number, PASSING_BYTES);
                store.apply(() -> {
                    items.put(lasting, small);
                    items.put(new byte[4], large);
                });
                store.awaitCommitted();
            }
            assertThat(Files.size(file)).isLessThanOrEqualTo(10 * LIVE);
        }
    }

    private static Item item(int number, int size) {
        return new Item(
                Map.of("filler", new Value.Text((number + " ").repeat(size).substring(0, size))));
    }
}
