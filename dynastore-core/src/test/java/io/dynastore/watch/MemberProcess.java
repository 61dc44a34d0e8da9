package io.dynastore.watch;

import io.dynastore.DynaStore;
import io.dynastore.Table;
import io.dynastore.lease.Leases;
import io.dynastore.lease.OtherProcess;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** A member of a group in a process of its own. It writes an event for each change, and stops with its input. */
final class MemberProcess {
    static final String TABLE = "Watched";

    private MemberProcess() {}

    /** Takes the endpoint. */
    public static void main(String[] args) throws Exception {
        URI endpoint = URI.create(args[0]);
        AwsCredentialsProvider credentials =
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
        DynamoDbClient client = DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        DynamoDbStreamsClient streams = DynamoDbStreamsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        Table table = DynaStore.create(client).table(TABLE);
        Leases leases = Leases.builder(table.partition("leases"))
                .clockSkew(Duration.ZERO)
                .build();
        ChangeFeed feed = ChangeFeed.builder(table, streams)
                .group("processes", leases)
                .duration(Duration.ofSeconds(2))
                .pollInterval(Duration.ofMillis(100))
                .clockSkew(Duration.ZERO)
                .fromOldest()
                .on(table.partition("customers"), MemberProcess::handle)
                .start();
        System.out.println(OtherProcess.ANSWER + "READY");
        try (var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            commands.readLine();
        }
        feed.close();
        leases.close();
        System.out.println(OtherProcess.ANSWER + "STOPPED");
    }

    private static synchronized void handle(Change<String> change) {
        System.out.println(OtherProcess.EVENT + change.key() + " " + change.type() + " "
                + change.entry().value());
    }
}
