package io.dynastore.benchmarks.startup;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A web application with a bean of the SDK's client, which reads an item when the application has started. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class PlainApplication {
    /** Runs the application. */
    public static void main(String[] arguments) {
        SpringApplication.run(PlainApplication.class, arguments);
    }

    @Bean
    DynamoDbClient dynamoDbClient(@Value("${endpoint}") URI endpoint) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
    }

    @Bean
    ApplicationRunner firstOperation(DynamoDbClient client) {
        return arguments -> {
            Map<String, AttributeValue> item = client.getItem(request -> request.tableName("CRMTable")
                            .key(Map.of(
                                    "id", AttributeValue.fromS("customers"),
                                    "name", AttributeValue.fromS(FirstAnswer.KEY))))
                    .item();
            FirstAnswer.report(
                    Objects.requireNonNull(item.get("payload"), "payload").s());
        };
    }
}
