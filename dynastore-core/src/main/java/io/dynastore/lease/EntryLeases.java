package io.dynastore.lease;

import io.dynastore.Partition;
import io.dynastore.internal.ItemFormat;
import io.dynastore.internal.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Names the leases that stand for the entries of a partition. Different entries have different leases, also those of several
 * tables, and each legal key has one. A name is {@code <partition>/<key>} if the entry's table is also that of the leases, and
 * {@code /<table>/<partition>/<key>} otherwise; in tables and partitions, a slash is written as {@code %2F} and a percent sign
 * as {@code %25}. A name of more than 1,000 bytes is cut and ends with a hash of the whole. Immutable.
 */
final class EntryLeases {
    private static final int HASH = 1 + 43;

    private static final Base64.Encoder HASH_TEXT = Base64.getUrlEncoder().withoutPadding();

    /** Longer names are cut. They stay longer than this even then, so that none equals a name that was not cut. */
    private static final int LONGEST_UNCUT = 1_000;

    /** A character is not cut, and has at most four bytes. */
    private static final int CUT = ItemFormat.MAX_KEY_BYTES - HASH;

    private final String prefix;

    EntryLeases(Partition<?> leases, Partition<?> entries) {
        String table = entries.table().name();
        String partition = escaped(entries.name()) + "/";
        this.prefix = table.equals(leases.table().name()) ? partition : "/" + escaped(table) + "/" + partition;
    }

    /** Returns the name of the lease of an entry. */
    String nameOf(String key) {
        String name = prefix + key;
        if (name.length() <= LONGEST_UNCUT / 3) {
            return name;
        }
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= LONGEST_UNCUT
                ? name
                : cut(bytes) + "#" + HASH_TEXT.encodeToString(Sha256.digest().digest(bytes));
    }

    private static String escaped(String name) {
        return name.replace("%", "%25").replace("/", "%2F");
    }

    private static String cut(byte[] utf8) {
        int end = CUT;
        while ((utf8[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(utf8, 0, end, StandardCharsets.UTF_8);
    }
}
