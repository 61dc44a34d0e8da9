package io.dynastore.embedded;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The address and port on which an {@link EmbeddedDynamoDb} listens for HTTP requests. Immutable.
 *
 * <p>On a loopback address, which is the default, a request whose {@code Host} is neither {@code localhost} nor a loopback
 * address is refused, so that a web page cannot reach the database through a name that resolves to this machine (DNS
 * rebinding). On another address, {@code Host} is checked only if {@linkplain #allowedHosts hosts are named}.
 */
public final class ListenOptions {
    private static final int LARGEST_PORT = 65_535;

    /** A name, an IPv4 address, or an IPv6 address, which has at least two colons. */
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]|[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

    private final int port;
    private final String address;
    private final List<String> allowedHosts;

    private ListenOptions(int port, String address, List<String> allowedHosts) {
        this.port = port;
        this.address = address;
        this.allowedHosts = allowedHosts;
    }

    /**
     * Creates options for a port of {@code 127.0.0.1}.
     *
     * @param port the port, 0 for a free one
     * @return the options
     * @throws IllegalArgumentException if the port is not between 0 and 65535
     */
    public static ListenOptions port(int port) {
        if (port < 0 || port > LARGEST_PORT) {
            throw new IllegalArgumentException(
                    "Invalid port " + port + ": choose one between 1 and 65535, or 0 for a free one.");
        }
        return new ListenOptions(port, "127.0.0.1", List.of());
    }

    /**
     * Returns options for another address, such as {@code 0.0.0.0} in a container. Everyone who can reach the address can read
     * and change all data.
     *
     * @param address the address or host name to bind
     * @return the options
     * @throws IllegalArgumentException if the address is blank
     */
    public ListenOptions bind(String address) {
        Objects.requireNonNull(address, "address");
        if (address.isBlank()) {
            throw new IllegalArgumentException(
                    "Invalid address \"" + address + "\": name an address or a host, such as \"127.0.0.1\".");
        }
        return new ListenOptions(port, address, allowedHosts);
    }

    /**
     * Returns options that refuse requests whose {@code Host} is not one of the given hosts. They apply to addresses that are
     * not loopback addresses.
     *
     * @param hosts the names or addresses that clients use, without a port
     * @return the options
     * @throws IllegalArgumentException if a host is neither a name nor an address, or has a port
     */
    public ListenOptions allowedHosts(String... hosts) {
        for (String host : hosts) {
            if (!HOST.matcher(host).matches()) {
                throw new IllegalArgumentException("Invalid host \"" + host
                        + "\": write a name or an address without a port, such as \"dynamodb\" or \"192.0.2.7\".");
            }
        }
        return new ListenOptions(port, address, List.of(hosts));
    }

    int port() {
        return port;
    }

    String address() {
        return address;
    }

    List<String> allowedHosts() {
        return allowedHosts;
    }

    @Override
    public String toString() {
        return "ListenOptions[" + address + ":" + port + (allowedHosts.isEmpty() ? "" : ", hosts " + allowedHosts)
                + "]";
    }
}
