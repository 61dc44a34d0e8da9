package io.dynastore.benchmarks;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import tools.jackson.databind.json.JsonMapper;

/** The entry that every contender of {@link ClientBenchmark} reads and writes. */
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
}
