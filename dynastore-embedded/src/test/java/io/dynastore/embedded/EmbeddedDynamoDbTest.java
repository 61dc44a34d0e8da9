package io.dynastore.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

@Timeout(60)
class EmbeddedDynamoDbTest {
    @Test
    void itemsMakeTheRoundTripThroughTheSdk() {
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
                NotesTable notes = NotesTable.in(database).create()) {
            assertThat(notes.write("a", "first").read("a")).contains("first");
            assertThatExceptionOfType(ConditionalCheckFailedException.class)
                    .isThrownBy(() -> notes.write("a", "second"));
        }
    }

    @Test
    void everyClientSeesTheSameTablesWhateverItsRegionAndCredentials() {
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
                NotesTable notes = NotesTable.in(database).create();
                NotesTable others = NotesTable.at(database.listen(0), "other", Region.US_EAST_1);
                NotesTable anothers = NotesTable.at(database.listen(0), "another", Region.EU_WEST_1)) {
            notes.write("a", "first");

            assertThat(others.read("a")).contains("first");
            assertThat(anothers.read("a")).contains("first");
        }
    }

    @Test
    void severalRunAtOnceWithDataOfTheirOwn() {
        try (EmbeddedDynamoDb one = EmbeddedDynamoDb.inMemory();
                NotesTable notes = NotesTable.in(one)) {
            try (EmbeddedDynamoDb other = EmbeddedDynamoDb.inMemory();
                    NotesTable others = NotesTable.in(other).create()) {
                assertThat(others.exists()).isTrue();
                assertThat(notes.exists()).isFalse();
            }
            assertThat(notes.create().write("a", "first").read("a")).contains("first");
        }
    }

    @Test
    @SuppressWarnings("AddressSelection") // Literal addresses, of which there is one each.
    void answersOnTheLoopbackAddressAndOnNoOther() throws IOException {
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory()) {
            URI endpoint = database.listen(0);
            assertThat(answers(InetAddress.getByName("127.0.0.1"), endpoint.getPort()))
                    .isTrue();

            Set<InetAddress> others = Stream.concat(
                            NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses),
                            Stream.of(InetAddress.getByName("127.0.0.2"), InetAddress.getByName("::1")))
                    .filter(Predicate.not(InetAddress.getByName("127.0.0.1")::equals))
                    .collect(Collectors.toSet());
            assertThat(others).isNotEmpty().noneMatch(address -> answers(address, endpoint.getPort()));
        }
    }

    @Test
    void leavesNoThreadBehindAndCanBeClosedTwice() throws InterruptedException {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
        try (NotesTable inProcess = NotesTable.in(database).create();
                NotesTable overHttp = NotesTable.at(database.listen(0), "test", Region.EU_WEST_1)) {
            assertThat(overHttp.exists()).isTrue();
            assertThat(inProcess.exists()).isTrue();
        }
        Set<Thread> its = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .filter(thread -> !thread.getName().startsWith("sdk-"))
                .filter(thread -> !thread.getName().startsWith("Keep-Alive-"))
                .collect(Collectors.toSet());
        assertThat(its).isNotEmpty().allMatch(Thread::isDaemon);

        database.close();
        database.close();

        for (Thread thread : its) {
            thread.join(5_000);
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
    }

    /** Returns whether an HTTP server answers, if only with an error, since the request is not signed. */
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
}
