package io.dynastore.embedded.internal.http;

import io.dynastore.embedded.internal.wire.Answer;
import io.dynastore.embedded.internal.wire.Exchange;
import io.dynastore.embedded.internal.wire.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Prints how long replies of several sizes take over one connection that is kept alive. A program, not a test. */
final class ReplyLatency {
    private static final int WARM_UP = 300;
    private static final int ROUNDS = 1_000;
    private static final String TARGET = "DynamoDB_20120810.GetItem";

    private ReplyLatency() {}

    @FunctionalInterface
    private interface Call {
        int length() throws IOException, InterruptedException;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        System.out.printf(Locale.ROOT, "JDK %s%n", Runtime.version());
        for (int size : new int[] {1_000, 10_000, 100_000, 1_000_000}) {
            Reply reply = Reply.of(200, new byte[size]);
            Exchange exchange = request -> new Answer.Whole(reply);
            try (TestServer server = new TestServer(exchange);
                    RawClient raw = server.connect()) {
                URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + "/");
                print("raw socket", size, () -> rawCall(raw));
                print("HttpURLConnection", size, () -> urlConnectionCall(uri));
                HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                print("HttpClient", size, () -> httpClientCall(client, uri));
            }
        }
    }

    private static void print(String client, int size, Call call) throws IOException, InterruptedException {
        long[] nanos = new long[ROUNDS];
        for (int i = -WARM_UP; i < ROUNDS; i++) {
            long start = System.nanoTime();
            int length = call.length();
            if (length != size) {
                throw new AssertionError(length + " bytes in place of " + size);
            }
            if (i >= 0) {
                nanos[i] = System.nanoTime() - start;
            }
        }
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%,10d bytes  %-18s median %6.2f ms  99 %% %6.2f ms  longest %6.2f ms%n",
                size,
                client,
                nanos[ROUNDS / 2] / 1e6,
                nanos[ROUNDS * 99 / 100] / 1e6,
                nanos[ROUNDS - 1] / 1e6);
    }

    private static int rawCall(RawClient client) throws IOException {
        return client.send(RawClient.request("GetItem", "{}")).receive().text().length();
    }

    private static int urlConnectionCall(URI uri) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setDoOutput(true);
        for (List<String> field : fields()) {
            connection.setRequestProperty(field.get(0), field.get(1));
        }
        try (OutputStream out = connection.getOutputStream()) {
            out.write("{}".getBytes(StandardCharsets.UTF_8));
        }
        try (InputStream in = connection.getInputStream()) {
            return in.readAllBytes().length;
        }
    }

    private static int httpClientCall(HttpClient client, URI uri) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString("{}"));
        fields().forEach(field -> request.header(field.get(0), field.get(1)));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                .body()
                .length;
    }

    private static List<List<String>> fields() {
        return List.of(
                List.of("Content-Type", Reply.JSON),
                List.of("X-Amz-Target", TARGET),
                List.of("Authorization", "AWS4-HMAC-SHA256 Credential=any, SignedHeaders=host, Signature=any"),
                List.of("X-Amz-Date", "20260131T090000Z"));
    }
}
