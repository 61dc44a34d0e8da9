package io.dynastore.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dynastore.embedded.internal.http.RawClient;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListenTest {
    private static final String SIGN_OF_LIFE = "GET / HTTP/1.1\r\nHost: %s\r\n\r\n";

    private final EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aPortOfTheLoopbackAddressIsOpened() throws IOException {
        URI endpoint = database.listen(0);

        assertThat(endpoint.toString()).matches("http://127\\.0\\.0\\.1:[1-9][0-9]*");
        assertThat(statusOf(endpoint, "localhost")).isEqualTo(400);
        assertThat(statusOf(endpoint, "evil.example")).isEqualTo(403);
    }

    @Test
    void severalPortsAreOpenAtOnceAndClosedWithTheInstance() throws IOException {
        URI first = database.listen(0);
        URI second = database.listen(0);
        assertThat(first).isNotEqualTo(second);
        assertThat(statusOf(first, "localhost")).isEqualTo(400);
        assertThat(statusOf(second, "localhost")).isEqualTo(400);

        database.close();
        database.close();

        assertThatThrownBy(() -> statusOf(first, "localhost")).isInstanceOf(ConnectException.class);
        assertThatThrownBy(() -> statusOf(second, "localhost")).isInstanceOf(ConnectException.class);
    }

    @Test
    void aClosedInstanceDoesNotListen() {
        database.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> database.listen(0))
                .withMessage("The embedded DynamoDB is closed: start another one.");
    }

    @Test
    void aPortInUseIsNamedWithARemedy() throws IOException {
        int port = database.listen(0).getPort();
        try (EmbeddedDynamoDb other = EmbeddedDynamoDb.inMemory()) {
            assertThatThrownBy(() -> other.listen(port))
                    .isInstanceOfSatisfying(EmbeddedDynamoDbException.class, e -> {
                        assertThat(e.problem())
                                .startsWith("The embedded DynamoDB cannot listen on 127.0.0.1:" + port + " (")
                                .endsWith(").");
                        assertThat(e.remedy()).contains("Choose another port");
                    })
                    .hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void anAddressOfAnotherMachineOrAnUnknownHostIsNamed() {
        assertThatThrownBy(() -> database.listen(ListenOptions.port(0).bind("192.0.2.1")))
                .isInstanceOf(EmbeddedDynamoDbException.class)
                .hasMessageStartingWith("The embedded DynamoDB cannot listen on 192.0.2.1:0 (");
        assertThatThrownBy(() -> database.listen(ListenOptions.port(0).bind("no such host")))
                .isInstanceOf(EmbeddedDynamoDbException.class)
                .hasMessageStartingWith("The embedded DynamoDB cannot listen on no such host:0 (unknown host).");
    }

    @Test
    void aPortOfAllAddressesIsReachedByTheLoopbackAddressAndLogged() throws IOException {
        List<LogRecord> log = new ArrayList<>();
        URI endpoint = logging(
                log,
                () -> database.listen(ListenOptions.port(0).bind("0.0.0.0").allowedHosts("dynamodb", "127.0.0.1")));

        assertThat(endpoint.toString()).matches("http://127\\.0\\.0\\.1:[1-9][0-9]*");
        assertThat(statusOf(endpoint, "dynamodb:8000")).isEqualTo(400);
        assertThat(statusOf(endpoint, "127.0.0.1")).isEqualTo(400);
        assertThat(statusOf(endpoint, "evil.example")).isEqualTo(403);
        assertThat(log).singleElement().satisfies(logged -> {
            assertThat(logged.getLevel()).isEqualTo(Level.WARNING);
            assertThat(logged.getMessage())
                    .contains("0.0.0.0:" + endpoint.getPort())
                    .contains("read and change all its data");
        });
    }

    @Test
    void aPortOfTheLoopbackAddressIsNotLogged() {
        List<LogRecord> log = new ArrayList<>();
        logging(log, () -> database.listen(0));

        assertThat(log).isEmpty();
    }

    @Test
    void withoutAllowedHostsAnotherAddressHearsEveryHost() throws IOException {
        URI endpoint = logging(
                new ArrayList<>(), () -> database.listen(ListenOptions.port(0).bind("0.0.0.0")));

        assertThat(statusOf(endpoint, "anything.example")).isEqualTo(400);
    }

    @Test
    void anAddressOfIpv6StandsInBrackets() throws IOException {
        assumeTrue(
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .anyMatch(address -> address instanceof Inet6Address && address.isLoopbackAddress()),
                "Skipped, because this machine has no loopback address of IPv6");
        URI endpoint = database.listen(ListenOptions.port(0).bind("::1"));

        assertThat(endpoint.toString()).matches("http://\\[[0-9a-f:]+]:[1-9][0-9]*");
        assertThat(statusOf(endpoint, "[::1]:1")).isEqualTo(400);
    }

    @Test
    void hostsThatWouldHaveNoEffectAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> database.listen(ListenOptions.port(0).allowedHosts("dynamodb")))
                .withMessageContaining("127.0.0.1:0");
    }

    @Test
    void optionsThatCannotBeMeantAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ListenOptions.port(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> ListenOptions.port(65_536));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListenOptions.port(0).bind(" "));
        for (String host : List.of("", "db:8000", "http://db", "*", "a b", "[db]:1")) {
            assertThatIllegalArgumentException()
                    .as(host)
                    .isThrownBy(() -> ListenOptions.port(0).allowedHosts(host));
        }
        ListenOptions.port(0).allowedHosts("db", "db.example", "192.0.2.1", "::1", "[::1]", "2001:db8::1");
    }

    @Test
    void aPortIsFreeAgainOnceTheInstanceIsClosed() throws IOException {
        int port = database.listen(0).getPort();
        database.close();

        try (ServerSocket socket = new ServerSocket(port)) {
            assertThat(socket.isBound()).isTrue();
        }
    }

    private static int statusOf(URI endpoint, String host) throws IOException {
        try (RawClient client = new RawClient(
                new InetSocketAddress(endpoint.getHost().replaceAll("[\\[\\]]", ""), endpoint.getPort()))) {
            return client.send(SIGN_OF_LIFE.formatted(host)).receive().status();
        }
    }

    private static URI logging(List<LogRecord> records, Supplier<URI> action) {
        Logger logger = Logger.getLogger(EmbeddedDynamoDb.class.getName());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord logged) {
                logged.setMessage(new SimpleFormatter().formatMessage(logged));
                records.add(logged);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try {
            return action.get();
        } finally {
            logger.setUseParentHandlers(true);
            logger.removeHandler(handler);
        }
    }
}
