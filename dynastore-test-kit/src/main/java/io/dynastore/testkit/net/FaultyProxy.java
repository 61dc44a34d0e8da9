package io.dynastore.testkit.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A proxy between clients and an HTTP server of this machine that harms requests as a test says. It listens on the loopback
 * address, serves 64 connections at a time and holds a connection for half a minute at most. A client that speaks TLS to it
 * gets an answer in plain text, so that its handshake fails. Thread-safe.
 */
public final class FaultyProxy implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 64;
    private static final int LONGEST_WAIT_SECONDS = 30;
    private static final int TLS_HANDSHAKE = 22;
    private static final byte[] CONTINUE = ascii("HTTP/1.1 100 Continue\r\n\r\n");
    private static final byte[] BARE_200 = ascii("HTTP/1.1 200 OK\r\n\r\n");
    private static final byte[] NO_TLS = ascii("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");

    private final URI server;
    private final ServerSocket listener;
    private final Semaphore free = new Semaphore(MAX_CONNECTIONS);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Queue<Harm> script = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final Semaphore silent = new Semaphore(0);
    private volatile Harm always = Harm.NONE;
    private volatile CountDownLatch released = new CountDownLatch(1);

    private FaultyProxy(URI server, ServerSocket listener) {
        this.server = server;
        this.listener = listener;
    }

    /**
     * Starts a proxy on a free port.
     *
     * @param server where the server listens
     */
    public static FaultyProxy to(URI server) throws IOException {
        FaultyProxy proxy =
                new FaultyProxy(server, new ServerSocket(0, MAX_CONNECTIONS, InetAddress.getLoopbackAddress()));
        proxy.start("listener", proxy::accept);
        return proxy;
    }

    /** {@return an address at which nobody listens} */
    public static URI refusing() throws IOException {
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return endpoint("http", closed);
        }
    }

    /** {@return where the proxy listens} */
    public URI endpoint() {
        return endpoint("http", listener);
    }

    /** {@return where the proxy listens, for clients that are to fail in their TLS handshake} */
    public URI tlsEndpoint() {
        return endpoint("https", listener);
    }

    /** Harms the next requests in this order; those after them are harmed as {@link #always} says. */
    public void next(Harm... harms) {
        script.addAll(Arrays.asList(harms));
    }

    /** Harms all requests that are not scripted. */
    public void always(Harm harm) {
        always = harm;
    }

    /** Forgets the script and ends all silences. */
    public void reset() {
        script.clear();
        always = Harm.NONE;
        release();
        silent.drainPermits();
        requests.set(0);
    }

    /** {@return the number of requests whose first byte arrived, those that were reset unread included} */
    public int requests() {
        return requests.get();
    }

    /** Waits until a request has met a silence. */
    public void awaitSilence() throws InterruptedException {
        if (!silent.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("No request met a silence within " + LONGEST_WAIT_SECONDS + " seconds.");
        }
    }

    /** Ends all silences: their connections are closed. */
    public void release() {
        CountDownLatch before = released;
        released = new CountDownLatch(1);
        before.countDown();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        release();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() throws IOException, InterruptedException {
        while (!listener.isClosed()) {
            free.acquire();
            Socket client = listener.accept();
            open.add(client);
            start("connection", () -> {
                try (client) {
                    serve(client);
                } finally {
                    open.remove(client);
                    free.release();
                }
            });
        }
    }

    private void serve(Socket client) throws IOException, InterruptedException {
        client.setTcpNoDelay(true);
        client.setSoTimeout(LONGEST_WAIT_SECONDS * 1_000);
        InputStream in = client.getInputStream();
        try (Socket upstream = new Socket()) {
            while (true) {
                int first = in.read();
                if (first < 0) {
                    return;
                }
                if (first == TLS_HANDSHAKE) {
                    client.getOutputStream().write(NO_TLS);
                    return;
                }
                requests.incrementAndGet();
                Harm scripted = script.poll();
                if (!answer(first, client, upstream, scripted == null ? always : scripted)) {
                    return;
                }
            }
        }
    }

    /** Answers a request, and returns whether the connection stays open. */
    private boolean answer(int first, Socket client, Socket upstream, Harm harm)
            throws IOException, InterruptedException {
        if (harm == Harm.RESET_UNREAD) {
            return reset(client);
        }
        CountDownLatch end = released;
        OutputStream out = client.getOutputStream();
        Message request = Message.read(first, client.getInputStream(), () -> out.write(CONTINUE));
        if (!harm.forwards()) {
            if (harm == Harm.BARE_200) {
                out.write(BARE_200);
            }
            return withoutReply(harm, client, end);
        }
        Message reply = forward(request, upstream);
        switch (harm) {
            case NONE -> out.write(reply.bytes());
            case HALF_HEAD -> out.write(reply.halfHead());
            case HALF_BODY, HALF_BODY_RESET -> out.write(reply.halfBody());
            default -> {
                return withoutReply(harm, client, end);
            }
        }
        return harm == Harm.HALF_BODY_RESET ? reset(client) : harm == Harm.NONE;
    }

    private boolean withoutReply(Harm harm, Socket client, CountDownLatch end)
            throws IOException, InterruptedException {
        if (harm == Harm.SILENCE_BEFORE || harm == Harm.SILENCE_AFTER) {
            silent.release();
            await(end);
            return false;
        }
        return (harm == Harm.RESET_BEFORE || harm == Harm.RESET_AFTER) && reset(client);
    }

    @SuppressWarnings("ReturnValueIgnored") // The connection ends in either case.
    private static void await(CountDownLatch end) throws InterruptedException {
        end.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    }

    private Message forward(Message request, Socket upstream) throws IOException {
        if (!upstream.isConnected()) {
            upstream.setTcpNoDelay(true);
            upstream.setSoTimeout(LONGEST_WAIT_SECONDS * 1_000);
            upstream.connect(new InetSocketAddress(server.getHost(), server.getPort()));
        }
        upstream.getOutputStream().write(request.forwarded());
        int first = upstream.getInputStream().read();
        return Message.read(first, upstream.getInputStream(), () -> {});
    }

    /** Makes the closing of the socket a reset. */
    private static boolean reset(Socket client) throws IOException {
        client.setSoLinger(true, 0);
        return false;
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // The client or the server has gone, or this proxy is closed: nobody is left to answer.
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "faulty-proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private static URI endpoint(String scheme, ServerSocket socket) {
        return URI.create(scheme + "://127.0.0.1:" + socket.getLocalPort());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
