package io.dynastore;

import static io.dynastore.TestStore.BY_CREATED;
import static io.dynastore.TestStore.BY_GROUP;
import static io.dynastore.TestStore.BY_SCORE;
import static io.dynastore.TestStore.BY_USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Cursors with the right digest, which is no secret, and the wrong content. */
class ForgedCursorTest {
    private final TestStore store = new TestStore();
    private final Partition<String> partition = store.partition;

    @BeforeEach
    void write() {
        for (int i = 0; i < 4; i++) {
            int number = i;
            partition.put(
                    "k" + i,
                    "v",
                    with -> with.field("created", "c" + number)
                            .field("score", number)
                            .field("user", partition.name())
                            .field("group", 77));
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Part(char type, byte[] bytes) {
        static Part s(String text) {
            return new Part('S', text.getBytes(StandardCharsets.UTF_8));
        }

        static Part n(String number) {
            return new Part('N', number.getBytes(StandardCharsets.UTF_8));
        }

        static Part raw(char type, int... bytes) {
            byte[] content = new byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                content[i] = (byte) bytes[i];
            }
            return new Part(type, content);
        }
    }

    /** A cursor as the library makes it, of any parts. */
    private String forged(Query query, Part... parts) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Part part : parts) {
            body.write(part.type());
            body.write(part.bytes().length >> 8);
            body.write(part.bytes().length);
            body.writeBytes(part.bytes());
        }
        return signed(query, body.toByteArray());
    }

    private String signed(Query query, byte[] body) {
        QueryPlan plan = ((DefaultPartition<String>) partition).view().plan(query);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(body);
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (String part : plan.identity()) {
                sha.update(part.getBytes(StandardCharsets.UTF_8));
                sha.update((byte) 0xFF);
            }
            all.writeBytes(Arrays.copyOf(sha.digest(body), 12));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all.toByteArray());
    }

    static Stream<Arguments> forgeries() {
        Query byKey = Query.all();
        Query byPrefix = Query.all().prefix("k");
        Query byRange = Query.all().from("k1").to("k2");
        Query byCreated = Query.all().index(BY_CREATED);
        Query byScore = Query.all().index(BY_SCORE);
        Query byScoreRange = Query.all().index(BY_SCORE).from(1).to(2);
        return Stream.of(
                Arguments.of("a number for a key", byKey, List.of(Part.n("1"))),
                Arguments.of("bytes for a key", byKey, List.of(Part.raw('B', 1))),
                Arguments.of("an unknown type", byKey, List.of(Part.raw('X', 65))),
                Arguments.of("no part", byKey, List.of()),
                Arguments.of("a part too many", byKey, List.of(Part.s("k0"), Part.s("k1"))),
                Arguments.of("an empty key", byKey, List.of(Part.s(""))),
                Arguments.of("a key too long", byKey, List.of(Part.s("x".repeat(1025)))),
                Arguments.of("a huge key", byKey, List.of(Part.s("x".repeat(60_000)))),
                Arguments.of("invalid UTF-8", byKey, List.of(Part.raw('S', 0xC3, 0x28))),
                Arguments.of("half a surrogate pair", byKey, List.of(Part.raw('S', 0xED, 0xA0, 0xBD))),
                Arguments.of("a key before the prefix", byPrefix, List.of(Part.s("a"))),
                Arguments.of("a key after the prefix", byPrefix, List.of(Part.s("l"))),
                Arguments.of("a key below the range", byRange, List.of(Part.s("k0"))),
                Arguments.of("a key above the range", byRange, List.of(Part.s("k20"))),
                Arguments.of("a number for an index's string", byCreated, List.of(Part.n("1"), Part.s("k1"))),
                Arguments.of("the key alone", byCreated, List.of(Part.s("k1"))),
                Arguments.of("the key twice", byCreated, List.of(Part.s("c1"), Part.s("k1"), Part.s("k1"))),
                Arguments.of("a sort key too long", byCreated, List.of(Part.s("x".repeat(1025)), Part.s("k1"))),
                Arguments.of("a string for an index's number", byScore, List.of(Part.s("1"), Part.s("k1"))),
                Arguments.of("parts exchanged", byScore, List.of(Part.s("k1"), Part.n("1"))),
                Arguments.of("no number", byScore, List.of(Part.n("one"), Part.s("k1"))),
                Arguments.of("a number that is not canonical", byScore, List.of(Part.n("1.0"), Part.s("k1"))),
                Arguments.of("a number with a zero before", byScore, List.of(Part.n("01"), Part.s("k1"))),
                Arguments.of("a number with an exponent", byScore, List.of(Part.n("1E+2"), Part.s("k1"))),
                Arguments.of("NaN", byScore, List.of(Part.n("NaN"), Part.s("k1"))),
                Arguments.of("39 digits", byScore, List.of(Part.n("1".repeat(39)), Part.s("k1"))),
                Arguments.of("a number out of range", byScore, List.of(Part.n("1" + "0".repeat(126)), Part.s("k1"))),
                Arguments.of("Arabic digits", byScore, List.of(Part.n("٣"), Part.s("k1"))),
                Arguments.of("a number below the range", byScoreRange, List.of(Part.n("0"), Part.s("k1"))),
                Arguments.of("a number above the range", byScoreRange, List.of(Part.n("3"), Part.s("k1"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void aForgedCursorIsRefused(String what, Query query, List<Part> parts) {
        assertInvalid(query, forged(query, parts.toArray(Part[]::new)));
    }

    @Test
    void aForgedCursorOfAGlobalIndexIsRefused() {
        Query query = Query.all().index(BY_USER, partition.name());
        String other = "p".repeat(2049);
        assertInvalid(query, forged(query, Part.s("c1"), Part.s(other), Part.s("k1")));
        assertInvalid(query, forged(query, Part.s("c1"), Part.n("1"), Part.s("k1")));
        assertInvalid(query, forged(query, Part.s("c1"), Part.s("k1")));
        Query group = Query.all().index(BY_GROUP, 77);
        assertInvalid(group, forged(group, Part.s("c1"), Part.s(partition.name()), Part.s("k1")));
    }

    @Test
    void aPartThatIsShorterThanItSaysIsRefused() {
        assertInvalid(Query.all(), signed(Query.all(), new byte[] {'S', 0, 5, 'k'}));
        assertInvalid(Query.all(), signed(Query.all(), new byte[] {'S', 0}));
        assertInvalid(Query.all(), signed(Query.all(), new byte[] {'S', (byte) 0xFF, (byte) 0xFF, 'k'}));
        assertInvalid(Query.all(), signed(Query.all(), new byte[] {'S', 0, 1, 'k', 'k'}));
    }

    @Test
    void aHugeTextIsRefusedWithoutBeingDecoded() {
        assertInvalid(Query.all(), "A".repeat(50_000_000));
        assertInvalid(Query.all(), "\uD83D".repeat(10_000));
    }

    @Test
    void randomBytesWithTheRightDigestAreRefusedOrRead() {
        Random random = new Random(11);
        List<Query> queries = List.of(
                Query.all(),
                Query.all().index(BY_CREATED),
                Query.all().index(BY_SCORE),
                Query.all().index(BY_USER, partition.name()));
        for (int i = 0; i < 4_000; i++) {
            Query query = queries.get(i % queries.size());
            byte[] body = new byte[random.nextInt(24)];
            random.nextBytes(body);
            for (int at = 0; at + 2 < body.length && random.nextInt(4) > 0; at += 3 + body[at + 2]) {
                body[at] = (byte) "SNBS".charAt(random.nextInt(4));
                body[at + 1] = 0;
                body[at + 2] = (byte) random.nextInt(6);
            }
            String cursor = signed(query, body);
            try {
                partition.list(query.after(cursor).limit(1));
            } catch (InvalidCursorException e) {
                assertThat(e).hasMessageContaining(partition.name());
            }
        }
    }

    @Test
    void aGenuineCursorOfEqualNumbersContinuesThePage() {
        List<Number> equal = List.of(1, new BigDecimal("1.0"), 1.0, new BigDecimal("10E-1"), new BigDecimal("1.000"));
        for (Number first : equal) {
            String cursor = partition
                    .list(Query.all().index(BY_SCORE).from(first).limit(1))
                    .cursor();
            List<String> rest = new ArrayList<>();
            for (Number again : equal) {
                rest.addAll(Rows.keys(partition.list(
                        Query.all().index(BY_SCORE).from(again).limit(1).after(cursor))));
            }
            assertThat(rest).hasSize(equal.size()).containsOnly("k2");
        }
        assertThat(Rows.keys(partition.list(Query.all()
                        .index(BY_GROUP, new BigDecimal("77.00"))
                        .after(partition
                                .list(Query.all().index(BY_GROUP, 77L).limit(3))
                                .cursor()))))
                .hasSize(1);
    }

    @Test
    void aGenuineCursorOfLargeNumbersIsRead() {
        for (String score : List.of("1E+125", "-9.5E+100", "1E-130", "0.5", "-0.25")) {
            partition.put("big" + score, "v", with -> with.field("score", new BigDecimal(score)));
        }
        String cursor = null;
        List<String> keys = new ArrayList<>();
        do {
            Page<Entry<String>> page =
                    partition.list(Query.all().index(BY_SCORE).limit(1).after(cursor));
            keys.addAll(Rows.keys(page));
            cursor = page.cursor();
        } while (cursor != null);
        assertThat(keys).hasSize(9).startsWith("big-9.5E+100", "big-0.25", "k0").endsWith("k3", "big1E+125");
    }

    private void assertInvalid(Query query, String cursor) {
        assertThat(store.requestsOf(() -> {
                    assertThatThrownBy(() -> partition.list(query.after(cursor)))
                            .isInstanceOf(InvalidCursorException.class)
                            .hasMessageContaining("'" + partition.name() + "'")
                            .hasNoCause();
                    assertThatThrownBy(() -> partition.stream(query.after(cursor)))
                            .isInstanceOf(InvalidCursorException.class);
                    assertThatThrownBy(() -> partition.count(query.after(cursor)))
                            .isInstanceOf(InvalidCursorException.class);
                    assertThatThrownBy(() -> partition.keys(query.after(cursor)))
                            .isInstanceOf(InvalidCursorException.class);
                }))
                .isEmpty();
    }
}
