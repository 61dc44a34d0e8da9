package io.dynastore.benchmarks;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import tools.jackson.databind.json.JsonMapper;

/** The entry that every contender of {@link ClientBenchmark} reads and writes, and DynamoDB's replies about it. */
final class Sample {
    static final String TABLE = "CRMTable";
    static final String KEY = "c-000042";

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

    /** Returns the builder of a client with static credentials, in which everything else has the SDK's default. */
    static DynamoDbClientBuilder client(SdkHttpClient http) {
        return DynamoDbClient.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("canned", "canned")))
                .httpClient(http);
    }

    /** Returns the place of the entry, in which entries that are created expire. */
    static Place place(DynamoDbClient client) {
        return new Place(client, TABLE, Duration.ofDays(30));
    }

    record Customer(
            String name, String email, String status, String created, String address, int orders, boolean newsletter) {}

    /** Returns the replies by operation. */
    static Map<String, String> replies(int pageSize) {
        String last = "{\"id\":{\"S\":\"%s\"},\"name\":{\"S\":\"%s\"}}".formatted(Place.PARTITION, key(pageSize - 1));
        String items = IntStream.range(0, pageSize)
                .mapToObj(number -> item(key(number), 7))
                .collect(Collectors.joining(","));
        return Map.of(
                "GetItem",
                "{\"Item\":%s}".formatted(item(KEY, 7)),
                "UpdateItem",
                "{\"Attributes\":%s}".formatted(item(KEY, 8)),
                "PutItem",
                "{}",
                "TransactWriteItems",
                "{}",
                "Query",
                "{\"Count\":%1$d,\"Items\":[%2$s],\"LastEvaluatedKey\":%3$s,\"ScannedCount\":%1$d}"
                        .formatted(pageSize, items, last));
    }

    private static String key(int number) {
        return "c-%06d".formatted(number);
    }

    /** Returns an item that expires in a time to come, so that the entry is live. */
    private static String item(String key, long version) {
        return """
            {"writeId":{"B":"Pe8DWIgtE8AHY/8cRt8MBW+mNgKzUSH4"},"expires":{"N":"4102444800"},"id":{"S":"%s"},\
            "payload":{"S":%s},"version":{"N":"%d"},"name":{"S":"%s"}}\
            """.formatted(Place.PARTITION, JsonMapper.shared().writeValueAsString(VALUE), version, key);
    }
}
