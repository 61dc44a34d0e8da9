package io.dynastore.embedded.internal.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host with its port, as clients name it.
 *
 * @param host the name or address in lower case, an IPv6 address without its brackets
 * @param port the port with its colon, or an empty string for the default of HTTP
 */
record Authority(String host, String port) {
    private static final Pattern FORM = Pattern.compile(
            "(?:\\[(?<v6>[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*)]|(?<name>[A-Za-z0-9._-]+))(?<port>(?::[0-9]{0,5})?)");
    private static final Pattern LOOPBACK_V4 =
            Pattern.compile("127(\\.(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}");

    /** Returns the authority in a field's value, or null if there is none. */
    static @Nullable Authority parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        String v6 = matcher.group("v6");
        String host = v6 == null ? matcher.group("name") : v6;
        String port = matcher.group("port");
        return new Authority(host.toLowerCase(Locale.ROOT), port.equals(":80") || port.equals(":") ? "" : port);
    }

    /** Returns whether the host is this machine regardless of any name server. */
    boolean isLoopback() {
        return host.equals("localhost") || LOOPBACK_V4.matcher(host).matches() || isLoopbackV6();
    }

    private boolean isLoopbackV6() {
        try {
            // A host with a colon is an address, which is not looked up.
            return host.indexOf(':') >= 0
                    && InetAddress.getByName("[" + host + "]").isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
