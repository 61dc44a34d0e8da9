package io.dynastore;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a state of an entry. Two revisions are equal only if no write lies between them: when an entry is deleted and
 * created again, its version starts at 1 again, but the id of the write differs.
 *
 * <p>Its text is a strong HTTP entity tag, including the quotes, for {@code ETag} and {@code If-Match} headers (RFC 9110,
 * section 8.8.3). Only {@link #parse} should interpret the text between the quotes.
 *
 * @param version 1 when the entry was created, one more at each write
 * @param writeId the random id of the write, in URL-safe Base64; null if the Go library wrote the entry
 */
public record Revision(long version, @Nullable String writeId) {
    private static final Pattern TEXT = Pattern.compile("\"?(-?[0-9]{1,19})(?:-([A-Za-z0-9_-]+))?\"?");

    /**
     * Parses the text of a revision.
     *
     * @param text the result of {@link #toString}; the quotes may be missing
     * @return the revision
     * @throws IllegalArgumentException if it is not the text of a revision, for instance a weak entity tag ({@code W/"…"})
     */
    public static Revision parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (matcher.matches()) {
            try {
                Revision revision = new Revision(Long.parseLong(matcher.group(1)), matcher.group(2));
                if (revision.writeId == null || WriteId.isValid(revision.writeId)) {
                    return revision;
                }
            } catch (NumberFormatException tooLong) {
                // Not a version of any revision.
            }
        }
        throw new IllegalArgumentException(
                "Invalid revision: " + Address.quote(text) + ". Pass the result of Revision.toString().");
    }

    /** {@return the revision as a strong HTTP entity tag, in quotes} */
    @Override
    public String toString() {
        return writeId == null ? "\"" + version + "\"" : "\"" + version + "-" + writeId + "\"";
    }
}
