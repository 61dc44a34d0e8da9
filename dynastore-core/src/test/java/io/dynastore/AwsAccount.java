package io.dynastore;

import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClientBuilder;

/**
 * The DynamoDB of an account, which {@code mvn -Paws} runs the {@linkplain TestDynamoDb#CONTRACT contract} tests on: with the
 * region and credentials that the SDK finds, in tables whose names no other run has. They are deleted when the JVM ends.
 */
final class AwsAccount {
    static final String PREFIX = "dynastore-test-";

    private final String run = PREFIX + UUID.randomUUID().toString().substring(0, 8) + "-";

    AwsAccount() {
        try (DefaultCredentialsProvider credentials =
                DefaultCredentialsProvider.builder().build()) {
            DefaultAwsRegionProviderChain.builder().build().getRegion();
            credentials.resolveCredentials();
        } catch (SdkException e) {
            throw new IllegalStateException(
                    "The profile 'aws' runs tests on an account of AWS, but the SDK finds no region or no credentials for it. Set"
                            + " AWS_REGION and AWS_PROFILE, or whatever else it looks at by default: " + e.getMessage(),
                    e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::deleteTables, "delete-tables"));
    }

    /** A name that belongs to this run. */
    String name(String name) {
        return run + name;
    }

    SdkHttpClient http() {
        return UrlConnectionHttpClient.create();
    }

    DynamoDbClientBuilder builder(SdkHttpClient http) {
        return DynamoDbClient.builder()
                .httpClient(http)
                .overrideConfiguration(with -> with.addExecutionInterceptor(new ConsistentReads()));
    }

    DynamoDbStreamsClientBuilder streamsBuilder(SdkHttpClient http) {
        return DynamoDbStreamsClient.builder().httpClient(http);
    }

    private void deleteTables() {
        try (SdkHttpClient http = http();
                DynamoDbClient client = builder(http).build()) {
            List<String> tables = client.listTablesPaginator().tableNames().stream()
                    .filter(table -> table.startsWith(run))
                    .toList();
            tables.forEach(table -> client.deleteTable(delete -> delete.tableName(table)));
        } catch (SdkException e) {
            System.err.println("Delete the tables whose names begin with '" + run + "': " + e.getMessage());
        }
    }

    /** Makes all reads consistent: tests read what they have just written, and leave the consistency to its default. */
    private static final class ConsistentReads implements ExecutionInterceptor {
        @Override
        public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
            if (context.request() instanceof GetItemRequest get) {
                return get.toBuilder().consistentRead(true).build();
            }
            if (context.request() instanceof QueryRequest query) {
                return query.toBuilder().consistentRead(true).build();
            }
            return context.request();
        }
    }
}
