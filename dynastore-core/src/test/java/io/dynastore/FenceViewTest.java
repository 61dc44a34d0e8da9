package io.dynastore;

import static io.dynastore.Attributes.n;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Views that are fenced: what they take the token from, what they keep, and what they cost. */
@Tag(TestDynamoDb.CONTRACT)
class FenceViewTest {
    private final TestStore store = new TestStore();
    private final Partition<String> partition = store.partition;
    private final TestFence fence = new TestFence(partition, 7);

    @Test
    void otherViewsOfAFencedOneAreFencedToo() {
        Partition<String> fenced = partition.fence(fence);

        fenced.consistent().put("consistent", "1");
        fenced.as(Codec.bytes()).put("bytes", "1".getBytes(StandardCharsets.UTF_8));
        fenced.withTimeToLive(Duration.ofDays(1)).put("expiring", "1");
        partition
                .withTimeToLive(Duration.ofDays(1))
                .consistent()
                .fence(fence)
                .put("last", "1", with -> with.field("f", "1"));

        for (String key : List.of("consistent", "bytes", "expiring", "last")) {
            assertThat(store.item(key)).containsEntry("fence", n(7));
        }
        assertThat(store.item("expiring")).containsKey("expires");
        assertThat(store.item("last")).containsKeys("expires", "f");
    }

    @Test
    void aFencedViewKeepsWhatTheViewWas() {
        Partition<byte[]> fenced = partition
                .as(Codec.bytes())
                .consistent()
                .withTimeToLive(Duration.ofDays(1))
                .fence(7);

        assertThat(fenced.codec()).isSameAs(partition.as(Codec.bytes()).codec());
        assertThat(fenced)
                .hasToString("Partition[partition '" + partition.name() + "' of table '" + TestStore.CRM.name() + "', "
                        + fenced.codec() + ", consistent, time to live PT24H, fenced]");
        assertThat(partition).asString().doesNotContain("fenced");
    }

    @Test
    void anotherFenceTakesThePlaceOfTheFirst() {
        fence.lost = true;

        partition.fence(fence).fence(3).put("k", "1");

        assertThat(store.item("k")).containsEntry("fence", n(3));
        assertThat(fence.asked).isZero();
    }

    @Test
    void theViewThatWasFencedIsAsItWas() {
        partition.fence(fence);

        partition.put("k", "1");

        assertThat(store.item("k")).doesNotContainKey("fence");
        assertThat(fence.asked).isZero();
    }

    @ParameterizedTest
    @MethodSource("io.dynastore.FencedWrite#all")
    void aLeaseThatIsKnownToBeLostWritesNothingAndSendsNothing(FencedWrite write) {
        Entry<String> entry = partition.create("k", "old");
        fence.lost = true;

        assertThat(store.requestsOf(() -> assertThatExceptionOfType(TestFence.Lost.class)
                        .isThrownBy(() -> write.action().accept(partition.fence(fence), entry))))
                .isEmpty();
    }

    @Test
    void aLeaseThatIsLostBetweenTheReadAndTheWriteOfAModificationWritesNothing() {
        Entry<String> entry = partition.create("k", "old");

        assertThatExceptionOfType(TestFence.Lost.class)
                .isThrownBy(() -> partition.fence(fence).modify("k", value -> {
                    fence.lost = true;
                    return "new";
                }));

        assertThat(partition.get("k")).isEqualTo(entry);
    }

    @Test
    void aLeaseIsAskedBeforeEachWriteAndNotBeforeReads() {
        Partition<String> fenced = partition.fence(fence);
        fenced.put("k", "1");
        assertThat(fence.asked).isEqualTo(1);
        fence.lost = true;

        assertThat(fenced.get("k").value()).isEqualTo("1");
        assertThat(fenced.find("k")).isPresent();
        assertThat(fenced.exists("k")).isTrue();
        assertThat(fenced.findAll(List.of("k"))).hasSize(1);
        assertThat(fenced.list(Query.all()).items()).hasSize(1);
        assertThat(fenced.stream(Query.all())).hasSize(1);
        assertThat(fenced.count(Query.all())).isEqualTo(1);
        assertThat(fence.asked).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void aTokenIsPositive(long token) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> partition.fence(token))
                .withMessageContainingAll("must be positive", "is " + token, partition.name());
        assertThat(store.requestsOf(() -> assertThatIllegalArgumentException()
                        .isThrownBy(() ->
                                partition.fence(new TestFence(partition, token)).put("k", "1"))))
                .isEmpty();
        assertThatNullPointerException().isThrownBy(() -> partition.fence(null));
    }

    @Test
    void theHighestTokenIsAToken() {
        partition.fence(Long.MAX_VALUE).put("k", "1");

        assertThatExceptionOfType(StaleFenceException.class)
                .isThrownBy(() -> partition.fence(Long.MAX_VALUE - 1).put("k", "2"));
    }

    @Test
    void deleteAllCannotBeFenced() {
        partition.put("k", "1");

        assertThat(store.requestsOf(() -> {
                    assertThatExceptionOfType(UnsupportedOperationException.class)
                            .isThrownBy(() -> partition.fence(7).deleteAll(""))
                            .withMessageContainingAll(partition.name(), "no conditions", "one by one", "without");
                    assertThatExceptionOfType(UnsupportedOperationException.class)
                            .isThrownBy(() -> partition.fence(fence).deleteAll(List.of("k")));
                }))
                .isEmpty();
        assertThat(partition.deleteAll("")).isEqualTo(1);
    }

    @Test
    void makingFencedViewsSendsNothing() {
        assertThat(store.requestsOf(
                        () -> partition.fence(fence).fence(3).consistent().as(Codec.bytes())))
                .isEmpty();
        assertThat(fence.asked).isZero();
    }

    @Test
    void fencedWritesTakeOneRequest() {
        Partition<String> fenced = partition.fence(fence);

        assertThat(store.requestsOf(() -> fenced.create("k", "one"))).containsExactly("PutItem");
        assertThat(store.requestsOf(() -> fenced.put("k", "two"))).containsExactly("UpdateItem");
        assertThat(store.requestsOf(() -> fenced.put("new", "one"))).containsExactly("UpdateItem");
        Entry<String> entry = fenced.get("k");
        assertThat(store.requestsOf(() -> fenced.update(entry, "three", with -> with.field("a", 1))))
                .containsExactly("UpdateItem");
        assertThat(store.requestsOf(() -> fenced.modify("k", value -> "four")))
                .containsExactly("GetItem", "UpdateItem");
        Entry<String> last = fenced.get("k");
        assertThat(store.requestsOf(() -> fenced.delete(last))).containsExactly("DeleteItem");
        assertThat(store.requestsOf(() -> fenced.delete("new"))).containsExactly("DeleteItem");
        assertThat(store.requestsOf(() -> fenced.delete("new"))).containsExactly("DeleteItem");
    }

    @Test
    void writesWithoutAFenceDoNotMentionOne() {
        RecordingHook hook = new RecordingHook();
        Partition<String> hooked = RecordingHook.hooked(store, hook);
        store.putItem("left", Map.of("version", n(1), "payload", n(1), "expires", n(Rows.EXPIRED)));

        Entry<String> entry = hooked.create("k", "1");
        hooked.update(entry, "2", with -> with.field("a", "1"));
        hooked.put("k", "3");
        hooked.create("left", "1");
        hooked.delete(store.partition.get("k"));
        hooked.delete("left");

        String live = "(attribute_not_exists(expires) OR expires > :now)";
        assertThat(hook.requests)
                .extracting(request -> request.getValueForField("ConditionExpression", String.class)
                        .orElseThrow())
                .containsExactly(
                        "attribute_not_exists(#partition)",
                        "version = :version AND writeId = :expected AND " + live,
                        live + " AND (attribute_not_exists(writeId) OR writeId <> :writeId)",
                        "attribute_not_exists(#partition)",
                        "version = :version AND attribute_not_exists(writeId)",
                        "version = :version AND writeId = :expected AND " + live,
                        "attribute_exists(#partition)");
        assertThat(hook.requests)
                .allSatisfy(request -> assertThat(request.toString()).doesNotContain("fence", ":token"));
        assertThat(hook.requests.get(6).toString()).doesNotContain("ReturnValuesOnConditionCheckFailure");
    }
}
