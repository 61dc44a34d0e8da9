package io.dynastore.sample.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.Query;
import io.dynastore.Table;
import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The deployment package in a process of its own, which AWS's runtime invokes with SnapStart. */
class FunctionPackageIT {
    private static final Path PACKAGE = Path.of(System.getProperty("function.jar", "target/function.jar"));

    /** The unpacked size that Lambda permits is 250 MB; a cold start reads most of the package. */
    private static final long MAX_BYTES = 12_000_000;

    @TempDir
    private Path logs;

    @Test
    @EnabledOnOs(OS.LINUX) // AWS's runtime is for Linux only.
    void aRestoredFunctionShipsEachOrderOnce() throws Exception {
        assertThat(Files.size(PACKAGE)).isLessThan(MAX_BYTES);
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
                DynamoDbClient client = EmbeddedClients.of(database);
                RuntimeApi api = new RuntimeApi()) {
            Table table = DynaStore.create(client).table("ShopTable");
            table.createIfAbsent();
            Partition<Order> orders = table.partition("orders", Order.CODEC);
            orders.create("o-1", new Order("tea", false));
            Process function = start(database.listen(0), api);
            try {
                assertThat(api.next()).as(this::log).startsWith("restore/next");
                assertThat(table.partition("leases").keys(Query.all())).isEmpty();

                String event = "{\"order\":\"o-1\"}";
                assertThat(api.invoke(event, Duration.ofMinutes(1)))
                        .as(this::log)
                        .isEqualTo("invocation/1/response \"shipped\"");
                assertThat(table.partition("leases").get("ship/o-1").value()).contains(", restored as ");
                assertThat(api.invoke(event, Duration.ofMinutes(1)))
                        .isEqualTo("invocation/1/response \"shipped before\"");
                assertThat(api.invoke(event, Duration.ofSeconds(1)))
                        .startsWith("invocation/1/error")
                        .contains("Too little time is left for the order o-1");
            } finally {
                function.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
            assertThat(orders.get("o-1").value()).isEqualTo(new Order("tea", true));
            assertThat(log()).containsOnlyOnce("Shipping tea");
        }
    }

    private Process start(URI database, RuntimeApi api) throws IOException {
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // As Lambda starts its own runtime.
                "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                PACKAGE + File.pathSeparator + jarsOfTheRuntime(),
                AWSLambda.class.getName(),
                ShipOrder.class.getName());
        java.environment()
                .putAll(Map.of(
                        "AWS_LAMBDA_RUNTIME_API", api.address(),
                        "AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start",
                        "AWS_LAMBDA_FUNCTION_NAME", "ship-order",
                        "LAMBDA_TASK_ROOT", logs.toString(),
                        "AWS_ENDPOINT_URL_DYNAMODB", database.toString(),
                        "AWS_REGION", "eu-central-1",
                        "AWS_ACCESS_KEY_ID", "any",
                        "AWS_SECRET_ACCESS_KEY", "any"));
        return java.redirectErrorStream(true)
                .redirectOutput(logs.resolve("log").toFile())
                .start();
    }

    /** The function itself is in its package alone. */
    private static String jarsOfTheRuntime() {
        return String.join(
                File.pathSeparator,
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(path -> path.contains("aws-lambda-java-"))
                        .toList());
    }

    private String log() {
        try {
            return Files.readString(logs.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
