package io.dynastore.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class EmbeddedClientsTest {
    private final Map<String, String> before = new HashMap<>();

    @TempDir
    private Path folder;

    @AfterEach
    void restore() {
        before.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }

    @Test
    void aClosedClientHasClosedItsHttpClient() {
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory()) {
            DynamoDbClient client = EmbeddedClients.of(database);
            client.close();
            assertThatThrownBy(client::listTables)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Connection pool shut down");
        }
    }

    @Test
    void neitherProfilesNorMetadataNorPropertiesChangeTheClient() throws IOException {
        Path profiles = Files.writeString(folder.resolve("config"), """
                [default]
                retry_mode = adaptive
                max_attempts = 1
                defaults_mode = auto
                account_id_endpoint_mode = required
                use_fips_endpoint = true
                endpoint_discovery_enabled = true
                """);
        set("aws.configFile", profiles.toString());
        set("aws.sharedCredentialsFile", profiles.toString());
        set("aws.defaultsMode", "auto");
        set("aws.accountIdEndpointMode", "required");
        set("aws.useFipsEndpoint", "true");
        set("aws.useDualstackEndpoint", "true");
        try (ServerSocket metadata = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            set("aws.ec2MetadataServiceEndpoint", "http://127.0.0.1:" + metadata.getLocalPort());
            CountingDatabase database = new CountingDatabase();
            Faults faults = new Faults().next("ListTables", Fault.drop());
            EmbeddedClients.configure(DynamoDbClient.builder(), FaultyClient.http(faults, database))
                    .build()
                    .listTables();
            assertThat(database.requests).hasSize(1);
            assertThat(faults.attempts("ListTables")).isEqualTo(2);
            metadata.setSoTimeout(1);
            assertThatThrownBy(metadata::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void settingsOfTheBuilderStay() {
        CountingDatabase database = new CountingDatabase();
        DynamoDbClient client = EmbeddedClients.configure(
                        DynamoDbClient.builder().overrideConfiguration(with -> with.putHeader("X-Mine", "stays")),
                        FaultyClient.http(new Faults(), database))
                .build();
        assertThat(client.serviceClientConfiguration().overrideConfiguration().headers())
                .containsKey("X-Mine");
    }

    private void set(String property, String value) {
        before.put(property, System.setProperty(property, value));
    }
}
