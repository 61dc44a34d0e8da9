package io.dynastore.embedded;

import io.dynastore.embedded.internal.console.Console;
import io.dynastore.embedded.internal.http.HttpServer;
import io.dynastore.embedded.internal.wire.Exchange;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** The ports on which one instance listens. Thread-safe. */
final class Ports implements AutoCloseable {
    private final List<HttpServer> servers = new ArrayList<>();
    private boolean closed;

    /** Opens a port, and returns the endpoint for clients. */
    synchronized URI open(Exchange exchange, Console console, ListenOptions options) {
        if (closed) {
            throw new IllegalStateException("The embedded DynamoDB is closed: start another one.");
        }
        InetAddress address = address(options);
        if (address.isLoopbackAddress() && !options.allowedHosts().isEmpty()) {
            throw new IllegalArgumentException("Hosts are named for the loopback address " + where(options)
                    + ", which allows only localhost and loopback addresses: bind another address, or name no hosts.");
        }
        HttpServer server = start(exchange, console, address, options);
        servers.add(server);
        InetSocketAddress bound = server.address();
        if (!address.isLoopbackAddress()) {
            logger().log(
                            System.Logger.Level.WARNING,
                            "The embedded DynamoDB listens on {0}. Everyone who reaches this address can read and change all its data.",
                            inBrackets(bound.getAddress()) + ":" + bound.getPort());
        }
        return URI.create("http://" + inBrackets(reachable(address)) + ":" + bound.getPort());
    }

    /** Returns the logger, which is created when it is needed, since that takes longer than to listen. */
    private static System.Logger logger() {
        return System.getLogger(EmbeddedDynamoDb.class.getName());
    }

    @Override
    public void close() {
        List<HttpServer> open;
        synchronized (this) {
            closed = true;
            open = List.copyOf(servers);
            servers.clear();
        }
        open.forEach(HttpServer::close);
    }

    private static InetAddress address(ListenOptions options) {
        try {
            return InetAddress.getByName(options.address());
        } catch (UnknownHostException e) {
            throw new EmbeddedDynamoDbException(
                    "The embedded DynamoDB cannot listen on " + where(options) + " (unknown host).",
                    "Bind an address of this machine, such as 127.0.0.1.",
                    e);
        }
    }

    private static HttpServer start(Exchange exchange, Console console, InetAddress address, ListenOptions options) {
        try {
            return HttpServer.start(exchange, console, address, options.port(), options.allowedHosts());
        } catch (IOException e) {
            String reason = e instanceof BindException ? e.getMessage() : e.toString();
            throw new EmbeddedDynamoDbException(
                    "The embedded DynamoDB cannot listen on " + where(options) + " (" + reason + ").",
                    "Choose another port, or 0 for a free one, or another address of this machine.",
                    e);
        }
    }

    /** Returns the address by which a client in the same machine or container reaches the bound address. */
    private static InetAddress reachable(InetAddress bound) {
        if (!bound.isAnyLocalAddress()) {
            return bound;
        }
        try {
            return InetAddress.getByName(bound instanceof Inet6Address ? "::1" : "127.0.0.1");
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An IP address was looked up.", e);
        }
    }

    private static String where(ListenOptions options) {
        String address = options.address();
        boolean bare = address.indexOf(':') >= 0 && !address.startsWith("[");
        return (bare ? "[" + address + "]" : address) + ":" + options.port();
    }

    private static String inBrackets(InetAddress address) {
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }
}
