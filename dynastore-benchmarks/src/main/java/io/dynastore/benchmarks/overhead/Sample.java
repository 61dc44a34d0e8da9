package io.dynastore.benchmarks.overhead;

import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.SdkBytes;
import tools.jackson.databind.json.JsonMapper;

/** The entry that everybody reads and writes, and what DynamoDB replies about it. */
final class Sample {
    static final String TABLE = "CRMTable";
    static final String PARTITION = "customers";
    static final String KEY = "c-000042";
    static final int PAGE_SIZE = 100;
    static final long VERSION = 7;
    static final Duration TIME_TO_LIVE = Duration.ofDays(30);

    /** In a time to come, so that the entry is live. */
    static final long EXPIRES = 4_102_444_800L;

    static final SdkBytes WRITE_ID = SdkBytes.fromByteArray(new byte[] {
        61, -17, 3, 88, -120, 45, 19, -64, 7, 99, -1, 28, 70, -33, 12, 5, 111, -90, 54, 2, -77, 81, 33, -8
    });

    static final Customer CUSTOMER = new Customer(
            "Ada Lovelace",
            "ada.lovelace@example.org",
            "enabled",
            "2026-01-31T09:00:00.000Z",
            "12 St James's Square, London",
            17,
            true);

    /** The customer as JSON. */
    static final String VALUE = JsonMapper.shared().writeValueAsString(CUSTOMER);

    private Sample() {}

    /**
     * A value of a usual size.
     *
     * @param name the name
     * @param email the address for mail
     * @param status what has become of the customer
     * @param created when the customer was created
     * @param address where the customer lives
     * @param orders how often the customer has ordered
     * @param newsletter whether the customer wants news
     */
    record Customer(
            String name, String email, String status, String created, String address, int orders, boolean newsletter) {}

    /** The replies by operation. */
    static Map<String, String> replies() {
        return Map.of(
                "GetItem",
                "{\"Item\":" + item(KEY, VERSION) + "}",
                "UpdateItem",
                "{\"Attributes\":" + item(KEY, VERSION + 1) + "}",
                "PutItem",
                "{}",
                "Query",
                page());
    }

    private static String page() {
        return IntStream.range(0, PAGE_SIZE)
                .mapToObj(number -> item(key(number), VERSION))
                .collect(Collectors.joining(
                        ",",
                        "{\"Count\":" + PAGE_SIZE + ",\"Items\":[",
                        "],\"LastEvaluatedKey\":{\"id\":{\"S\":\"" + PARTITION + "\"},\"name\":{\"S\":\""
                                + key(PAGE_SIZE - 1) + "\"}},\"ScannedCount\":" + PAGE_SIZE + "}"));
    }

    private static String key(int number) {
        return "c-%06d".formatted(number);
    }

    private static String item(String key, long version) {
        return """
                {"writeId":{"B":"%s"},"expires":{"N":"%d"},"id":{"S":"%s"},"payload":{"S":%s},"version":{"N":"%d"},\
                "name":{"S":"%s"}}""".formatted(
                        Base64.getEncoder().encodeToString(WRITE_ID.asByteArray()),
                        EXPIRES,
                        PARTITION,
                        JsonMapper.shared().writeValueAsString(VALUE),
                        version,
                        key);
    }
}
