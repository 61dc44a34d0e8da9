package io.dynastore.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.TableDefinition;
import io.dynastore.TestDynamoDb;
import io.dynastore.TestStore;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Different entries have different leases, and each legal key has one. */
class EntryLeasesTest {
    private final SimulatedTime time = new SimulatedTime();
    private final TestStore store = new TestStore();
    private final Node node = new Node(time, store);
    private final String name = TestDynamoDb.uniqueName("a");

    private Partition<String> partition(String of) {
        return node.partition.table().partition(of);
    }

    private String nameOf(String partition, String key) {
        return new EntryLeases(node.leases.partition(), partition(partition)).nameOf(key);
    }

    private Claim<String> claim(Partition<String> work, String key) {
        work.put(key, "do it");
        return WorkClaims.create(node.leases, work).claim(key).orElseThrow();
    }

    @Test
    void aNameIsThePartitionAndTheKey() {
        assertThat(nameOf("invoices", "2026/1")).isEqualTo("invoices/2026/1");
        assertThat(nameOf("a/b%", "c%/d")).isEqualTo("a%2Fb%25/c%/d");
    }

    @Test
    void aSlashInThePartitionIsNotOneInTheKey() {
        Claim<String> one = claim(partition(name), "b/c");
        Claim<String> other = claim(partition(name + "/b"), "c");
        Claim<String> third = claim(partition(name + "%2Fb"), "c");
        Claim<String> fourth = claim(partition(name + "/b/c"), "/");

        assertThat(Stream.of(one, other, third, fourth)
                        .map(claim -> claim.lease().name()))
                .doesNotHaveDuplicates();
    }

    @Test
    void entriesOfSeveralTablesHaveDifferentLeases() {
        TableDefinition second = TableDefinition.of("Second");
        DynaStore db = node.partition.table().store();
        db.table(second).createIfAbsent();

        Claim<String> one = claim(partition(name), "k");
        Claim<String> other = claim(db.table(second).partition(name), "k");
        Claim<String> third = claim(partition("/Second/" + name), "k");

        assertThat(other.lease().name()).isEqualTo("/Second/" + name + "/k");
        assertThat(Stream.of(one, other, third).map(claim -> claim.lease().name()))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyLegalKeyHasALease() {
        List<String> keys = List.of(
                "x".repeat(1024),
                "x".repeat(1023) + "y",
                "\u20ac".repeat(341),
                "\ud83d\ude00".repeat(256),
                "a" + "\ud83d\ude00".repeat(255),
                "/".repeat(1024),
                "\u0000\u001f\u007f\uffff",
                " ",
                "#");
        Set<String> names = new HashSet<>();
        for (String key : keys) {
            Claim<String> claim = claim(partition(name), key);
            String lease = claim.lease().name();
            assertThat(lease).startsWith(name + "/");
            assertThat(lease.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(1024);
            assertThat(names.add(lease)).as(key).isTrue();
            claim.complete();
        }
    }

    @Test
    void everyLegalPartitionHasLeases() {
        String longest = "p".repeat(2048);
        String slashes = "/".repeat(2048);

        assertThat(Stream.of(
                                nameOf(longest, "k"),
                                nameOf(longest, "l"),
                                nameOf(longest.substring(1), "k"),
                                nameOf(slashes, "k"),
                                nameOf(slashes.substring(1), "/k"))
                        .toList())
                .doesNotHaveDuplicates()
                .allSatisfy(lease -> assertThat(lease).hasSizeLessThanOrEqualTo(1024));
    }

    @Test
    void aNameThatWasCutIsNoOtherKeysName() {
        for (int length = 930; length <= 1024 - name.length(); length++) {
            String key = "k".repeat(length);
            String cut = nameOf(name, key);
            assertThat(cut.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(1024);
            // The key that would have this name if names were not cut.
            String rival = cut.substring(name.length() + 1);
            if (!rival.equals(key)) {
                assertThat(nameOf(name, rival)).isNotEqualTo(cut);
            }
        }
    }
}
