package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DamagedCursorTest {
    private static final TestStore TEST = new TestStore();
    private static final Partition<String> PARTITION = TEST.partition;
    private static final String USER = TestDynamoDb.uniqueName("damaged-user");

    private static final List<Query> QUERIES = List.of(
            Query.all(),
            Query.all().prefix("größe-").reverse(),
            Query.all().index(TestStore.BY_CREATED),
            Query.all().index(TestStore.BY_SCORE),
            Query.all().index(TestStore.BY_USER, USER));

    @BeforeAll
    static void write() {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Map<String, AttributeValue> item = Rows.item(PARTITION.name(), "größe-" + "1".repeat(i));
            item.put("created", AttributeValue.fromS("2100-" + i));
            item.put("score", AttributeValue.fromN(Integer.toString(i * 1_000)));
            item.put("user", AttributeValue.fromS(USER));
            items.add(item);
        }
        Rows.write(TEST, items);
    }

    static List<Query> queries() {
        return QUERIES;
    }

    private static String cursor(Query query) {
        String cursor = PARTITION.list(query.limit(2)).cursor();
        assertThat(cursor).isNotEmpty();
        return cursor;
    }

    private static void assertInvalid(Query query, String cursor) {
        assertThat(TEST.requestsOf(() -> assertThatThrownBy(() -> PARTITION.list(query.after(cursor)), cursor)
                        .isInstanceOf(InvalidCursorException.class)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("queries")
    void aTruncatedOrExtendedCursorIsRefused(Query query) {
        String cursor = cursor(query);
        byte[] bytes = Base64.getUrlDecoder().decode(cursor);
        for (int length = 0; length < cursor.length(); length++) {
            assertInvalid(query, cursor.substring(0, length));
            assertInvalid(query, cursor.substring(cursor.length() - length));
        }
        for (int length = 0; length < bytes.length; length++) {
            assertInvalid(query, base64(Arrays.copyOf(bytes, length)));
        }
        assertInvalid(query, base64(Arrays.copyOf(bytes, bytes.length + 1)));
        for (String added : List.of("A", "AA", "AAAA", "=", "==", " ", "\n", cursor)) {
            assertInvalid(query, cursor + added);
            assertInvalid(query, added + cursor);
        }
    }

    @ParameterizedTest
    @MethodSource("queries")
    void aCursorWithOneBitFlippedIsRefused(Query query) {
        String cursor = cursor(query);
        byte[] bytes = Base64.getUrlDecoder().decode(cursor);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] damaged = bytes.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertInvalid(query, base64(damaged));
        }
        for (int bit = 0; bit < cursor.length() * 16; bit++) {
            char[] damaged = cursor.toCharArray();
            damaged[bit / 16] ^= (char) (1 << bit % 16);
            assertInvalid(query, new String(damaged));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "a-1",
                "*",
                "größe",
                "\uD83D",
                "\u0000",
                "AAAAAAAAAAAAAAAAAAAA",
                "{\"id\":\"x\"}"
            })
    void whatNeverWasACursorIsRefused(String text) {
        QUERIES.forEach(query -> assertInvalid(query, text));
    }

    @Test
    void randomTextsAreRefused() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            byte[] bytes = new byte[random.nextInt(100)];
            random.nextBytes(bytes);
            assertInvalid(Query.all(), base64(bytes));
            assertInvalid(Query.all(), new String(bytes, StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void otherSpellingsOfTheSameBase64AreRefused() {
        boolean padded = false;
        for (int skip = 0; skip < 5; skip++) {
            String cursor = PARTITION.list(Query.all().limit(skip + 1)).cursor();
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            String withPadding = Base64.getUrlEncoder().encodeToString(bytes);
            if (!withPadding.equals(cursor)) {
                padded = true;
                assertInvalid(Query.all(), withPadding);
            }
        }
        assertThat(padded).isTrue();
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
