package io.dynastore.embedded.internal.http;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rule that refuses a request by its {@code Host} or {@code Origin}. It keeps web pages of other sites from the server:
 * {@code Host} shows a name that was made to resolve to this machine, and {@code Origin} the site of the page. Immutable.
 */
final class AccessRule {
    private final boolean onlyLoopback;
    private final Set<String> allowedHosts;

    private AccessRule(boolean onlyLoopback, Set<String> allowedHosts) {
        this.onlyLoopback = onlyLoopback;
        this.allowedHosts = allowedHosts;
    }

    /** Returns the rule of a loopback address. */
    static AccessRule ofLoopback() {
        return new AccessRule(true, Set.of());
    }

    /** Returns the rule of another address, which allows the given hosts, or all if none is given. */
    static AccessRule ofAddress(List<String> allowedHosts) {
        return new AccessRule(
                false, allowedHosts.stream().map(AccessRule::normalized).collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * Checks a request.
     *
     * @throws Refusal if it is refused
     */
    void check(Head head) throws Refusal {
        String field = head.fields().only("host");
        if (field == null && head.modern()) {
            throw Refusal.malformed("The field Host is missing.");
        }
        @Nullable Authority host = checkedHost(field);
        if (head.authority() != null) {
            host = checkedHost(head.authority());
        }
        for (String origin : head.fields().all("origin")) {
            checkOrigin(origin, host);
        }
    }

    private @Nullable Authority checkedHost(@Nullable String text) throws Refusal {
        if (text == null) {
            return null;
        }
        Authority host = Authority.parse(text);
        if (host == null) {
            throw Refusal.malformed("The host of the request is malformed.");
        }
        checkHost(host);
        return host;
    }

    private void checkHost(Authority host) throws Refusal {
        if (onlyLoopback && !host.isLoopback()) {
            throw new Refusal(
                    403,
                    "This server listens on a loopback address, and its clients have to call it by localhost or a loopback"
                            + " address.");
        }
        if (!allowedHosts.isEmpty() && !allowedHosts.contains(host.host())) {
            throw new Refusal(
                    403, "The host by which this server was called is not among those that it was started with.");
        }
    }

    private static void checkOrigin(String origin, @Nullable Authority host) throws Refusal {
        int scheme = origin.indexOf("://");
        @Nullable Authority from = scheme < 0 ? null : Authority.parse(origin.substring(scheme + 3));
        if (from == null || !from.equals(host)) {
            throw new Refusal(403, "Web pages of other origins are refused.");
        }
    }

    private static String normalized(String host) {
        String lowerCase = host.toLowerCase(Locale.ROOT);
        return lowerCase.startsWith("[") && lowerCase.endsWith("]")
                ? lowerCase.substring(1, lowerCase.length() - 1)
                : lowerCase;
    }
}
