package io.dynastore.watch;

import io.dynastore.internal.Texts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The names of a group's leases. No group has the names of another. */
final class GroupNames {
    /** Leaves room in a key of 1,024 bytes for the parts that are added, also if each byte is encoded by three. */
    private static final int MAX_BYTES = 250;

    private final String group;

    GroupNames(String name) {
        this.group = "feed/" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    static String check(String name) {
        int bytes = Texts.utf8Length(name);
        if (name.isBlank() || bytes < 0 || bytes > MAX_BYTES) {
            throw new IllegalArgumentException("The name of the group " + Texts.quote(name) + " is invalid: "
                    + (name.isBlank()
                            ? "it is empty"
                            : bytes < 0 ? "it is not valid Unicode" : "it has " + bytes + " bytes")
                    + ". Use 1 to " + MAX_BYTES + " bytes in UTF-8.");
        }
        return name;
    }

    String group() {
        return group;
    }

    String prefix() {
        return group + "/";
    }

    String list() {
        return group + "/list";
    }

    String shard(String id) {
        return shards() + id;
    }

    @Nullable
    String shardOf(String name) {
        return after(shards(), name);
    }

    private String shards() {
        return group + "/shard/";
    }

    String asker(String member) {
        return askers() + Integer.toHexString(member.hashCode());
    }

    @Nullable
    String askerOf(String name) {
        return after(askers(), name);
    }

    private String askers() {
        return group + "/asking/";
    }

    private static @Nullable String after(String prefix, String name) {
        return name.startsWith(prefix) ? name.substring(prefix.length()) : null;
    }
}
