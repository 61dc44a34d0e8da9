package io.dynastore.spring.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

@Timeout(60)
@SuppressWarnings("AddressSelection") // Literal addresses, of which there is one each.
class EmbeddedDynamoDbTest {

    @Test
    void itemsMakeTheRoundTripThroughTheSdk() {
        try (EmbeddedDynamoDb embedded = EmbeddedDynamoDb.start();
                NotesTable notes = NotesTable.in(embedded).create()) {
            assertThat(notes.write("a", "first").read("a")).contains("first");
            assertThatExceptionOfType(ConditionalCheckFailedException.class)
                    .isThrownBy(() -> notes.write("a", "second"));
        }
    }

    @Test
    void everyClientSeesTheSameTablesWhateverItsRegionAndCredentials() {
        try (EmbeddedDynamoDb embedded = EmbeddedDynamoDb.start();
                NotesTable notes = NotesTable.in(embedded).create();
                NotesTable others = NotesTable.in(embedded, "other", Region.US_EAST_1)) {
            notes.write("a", "first");

            assertThat(others.read("a")).contains("first");
        }
    }

    @Test
    void clientsOfOtherAccessKeysAndRegionsCanBeKeptApart() {
        try (EmbeddedDynamoDb embedded = EmbeddedDynamoDb.startSeparated();
                NotesTable notes = NotesTable.in(embedded).create();
                NotesTable same = NotesTable.in(embedded);
                NotesTable otherKey = NotesTable.in(embedded, "other", Region.EU_WEST_1);
                NotesTable otherRegion = NotesTable.in(embedded, "test", Region.US_EAST_1)) {
            notes.write("a", "first");

            assertThat(same.read("a")).contains("first");
            assertThat(otherKey.exists()).isFalse();
            assertThat(otherRegion.exists()).isFalse();
            assertThat(otherKey.create().read("a")).isEmpty();
        }
    }

    @Test
    void severalRunAtOnceWithDataOfTheirOwn() {
        try (EmbeddedDynamoDb one = EmbeddedDynamoDb.start();
                NotesTable notes = NotesTable.in(one)) {
            try (EmbeddedDynamoDb other = EmbeddedDynamoDb.start();
                    NotesTable others = NotesTable.in(other).create()) {
                assertThat(one.endpoint()).isNotEqualTo(other.endpoint());
                assertThat(others.exists()).isTrue();
                assertThat(notes.exists()).isFalse();
            }
            assertThat(notes.create().write("a", "first").read("a")).contains("first");
        }
    }

    @Test
    void answersOnTheLoopbackAddressAndOnNoOther() throws IOException {
        try (EmbeddedDynamoDb embedded = EmbeddedDynamoDb.start()) {
            int port = embedded.endpoint().getPort();
            assertThat(embedded.endpoint()).hasToString("http://127.0.0.1:" + port);
            assertThat(answers(InetAddress.getByName("127.0.0.1"), port)).isTrue();

            Set<InetAddress> others = Stream.concat(
                            NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses),
                            Stream.of(InetAddress.getByName("127.0.0.2"), InetAddress.getByName("::1")))
                    .filter(Predicate.not(InetAddress.getByName("127.0.0.1")::equals))
                    .collect(Collectors.toSet());
            assertThat(others).isNotEmpty().noneMatch(address -> answers(address, port));
        }
    }

    @Test
    void listensOnTheGivenPortAndFreesItWhenClosed() throws IOException {
        int port = freePort();
        for (int round = 0; round < 2; round++) {
            try (EmbeddedDynamoDb embedded = EmbeddedDynamoDb.start(port, null)) {
                assertThat(embedded.endpoint()).hasPort(port);
            }
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
                assertThat(socket.getLocalPort()).isEqualTo(port);
            }
        }
    }

    @Test
    void aTakenPortIsNamedTogetherWithItsProperty() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (EmbeddedDynamoDb embedded = EmbeddedDynamoDb.start()) {
            int port = embedded.endpoint().getPort();

            assertThatExceptionOfType(EmbeddedDynamoDbException.class)
                    .isThrownBy(() -> EmbeddedDynamoDb.start(port, null))
                    .withMessageContaining("127.0.0.1:" + port)
                    .withMessageContaining("dynastore.embedded.port");
        }
        awaitNoThreadsBut(before);
    }

    @Test
    void aPortThatIsNoneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmbeddedDynamoDb.start(65536, null))
                .withMessageContaining("dynastore.embedded.port")
                .withMessageContaining("65536");
    }

    @Test
    void leavesNoThreadBehindAndCanBeClosedTwice() throws IOException {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        EmbeddedDynamoDb embedded = EmbeddedDynamoDb.start();
        assertThat(answers(
                        InetAddress.getByName("127.0.0.1"), embedded.endpoint().getPort()))
                .isTrue();

        embedded.close();
        embedded.close();

        awaitNoThreadsBut(before);
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void logsThatItRunsAndNothingElse(CapturedOutput output) {
        try (EmbeddedDynamoDb embedded = EmbeddedDynamoDb.start();
                NotesTable notes = NotesTable.in(embedded).create().write("a", "first")) {
            assertThat(output)
                    .containsOnlyOnce("DEVELOPMENT ONLY: listening on " + embedded.endpoint() + ", data in memory");
            assertThatExceptionOfType(ConditionalCheckFailedException.class)
                    .isThrownBy(() -> notes.write("a", "second"));
        }
        assertThat(output).doesNotContain("software.amazon.dynamodb", "org.eclipse.jetty", "sqlite", "LocalDynamoDB");
    }

    private static void awaitNoThreadsBut(Set<Thread> before) {
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .filteredOn(Thread::isAlive)
                        .filteredOn(thread -> !before.contains(thread) && thread != Thread.currentThread())
                        .filteredOn(thread -> !thread.getName().startsWith("awaitility"))
                        .isEmpty());
    }

    /** Whether an HTTP server answers there, be it with an error: an unsigned request is one. */
    private static boolean answers(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 1000);
            socket.setSoTimeout(5000);
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII).equals("HTTP");
        } catch (IOException ex) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
