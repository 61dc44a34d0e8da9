package io.dynastore.embedded.internal.http;

import io.dynastore.embedded.internal.console.Console;
import io.dynastore.embedded.internal.wire.Exchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A server of HTTP/1.1 for DynamoDB's protocol, with one port, blocking sockets and a daemon thread for each connection. A
 * reply is written by one call and without Nagle's algorithm, so that no reply waits for an acknowledgement. Thread-safe.
 */
public final class HttpServer implements AutoCloseable {
    private static final int BACKLOG = 256;
    private static final long PATIENCE_MILLIS = 1_000;
    private static final long JOIN_MILLIS = 5_000;

    private final ServerSocket serverSocket;
    private final Api api;
    private final AccessRule access;
    private final Limits limits;
    private final Map<Connection, Thread> connections = new ConcurrentHashMap<>();
    private final Semaphore places;
    private final AtomicLong accepted = new AtomicLong();
    private final Thread acceptor;

    private HttpServer(ServerSocket serverSocket, Api api, AccessRule access, Limits limits) {
        this.serverSocket = serverSocket;
        this.api = api;
        this.access = access;
        this.limits = limits;
        this.places = new Semaphore(limits.connections());
        this.acceptor = daemon(this::accept, "acceptor");
    }

    /**
     * Starts a server.
     *
     * @param exchange the way to the database
     * @param console the pages for browsers on this machine
     * @param address the address to bind, which determines the names by which clients may call the server
     * @param port the port, 0 for a free one
     * @param allowedHosts the hosts by which clients may call an address that is not a loopback address, all if there are none
     * @return the server
     * @throws IOException if the address cannot be bound
     */
    public static HttpServer start(
            Exchange exchange, Console console, InetAddress address, int port, List<String> allowedHosts)
            throws IOException {
        return start(new Api(exchange, console), address, port, allowedHosts, Limits.DEFAULT);
    }

    static HttpServer start(Api api, InetAddress address, int port, List<String> allowedHosts, Limits limits)
            throws IOException {
        AccessRule access = address.isLoopbackAddress() ? AccessRule.ofLoopback() : AccessRule.ofAddress(allowedHosts);
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(address, port), BACKLOG);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        HttpServer server = new HttpServer(socket, api, access, limits);
        server.acceptor.start();
        return server;
    }

    /** {@return the address and port that are bound} */
    public InetSocketAddress address() {
        return (InetSocketAddress) serverSocket.getLocalSocketAddress();
    }

    /** {@return the number of open connections} */
    int connections() {
        return connections.size();
    }

    /** Frees the port, ends all connections and waits for their threads. Requests in progress get no reply. */
    @Override
    public void close() {
        closeSocket();
        acceptor.interrupt();
        join(acceptor);
        Map<Connection, Thread> open = Map.copyOf(connections);
        open.forEach((connection, thread) -> {
            connection.close();
            thread.interrupt();
        });
        open.values().forEach(HttpServer::join);
    }

    @Override
    public String toString() {
        return "HttpServer[" + address() + "]";
    }

    private void accept() {
        try {
            while (!serverSocket.isClosed()) {
                acceptOne();
            }
        } catch (InterruptedException e) {
            // The server is being closed.
        }
    }

    private void acceptOne() throws InterruptedException {
        Socket socket;
        try {
            socket = serverSocket.accept();
        } catch (IOException e) {
            if (!serverSocket.isClosed()) {
                // The process has too many open files, for instance; trying again at once would only keep it busy.
                Thread.sleep(PATIENCE_MILLIS);
            }
            return;
        }
        Connection connection = new Connection(socket, api, access, limits);
        try {
            awaitPlace();
            serve(connection);
        } catch (InterruptedException e) {
            connection.close();
            throw e;
        }
    }

    /** Waits for a place, and closes the connection that has waited longest for its client if all places are taken. */
    private void awaitPlace() throws InterruptedException {
        while (!places.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            connections.keySet().stream()
                    .max(Comparator.comparingLong(Connection::waiting))
                    .filter(connection -> connection.waiting() > TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS))
                    .ifPresent(Connection::close);
        }
    }

    private void serve(Connection connection) {
        Thread thread = daemon(() -> run(connection), Long.toString(accepted.incrementAndGet()));
        connections.put(connection, thread);
        thread.start();
        if (serverSocket.isClosed()) {
            connection.close();
        }
    }

    private void run(Connection connection) {
        try {
            connection.run();
        } finally {
            connections.remove(connection);
            places.release();
        }
    }

    private Thread daemon(Runnable task, String name) {
        // Thread-locals are not inherited: the thread serves many callers and may outlive the one that started it.
        Thread thread =
                new Thread(null, task, "dynastore-embedded-http-" + serverSocket.getLocalPort() + "-" + name, 0, false);
        thread.setDaemon(true);
        return thread;
    }

    private void closeSocket() {
        try {
            serverSocket.close();
        } catch (IOException e) {
            // The socket is closed nevertheless.
        }
    }

    private static void join(Thread thread) {
        if (thread == Thread.currentThread()) {
            return;
        }
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
