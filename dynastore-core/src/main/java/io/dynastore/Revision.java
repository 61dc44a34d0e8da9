package io.dynastore;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which state of an entry one has seen. Two revisions are equal only if no write lies between them: the version alone
 * starts at 1 again when an entry is deleted and created anew, the id of the write does not.
 *
 * <p>As text it is a strong HTTP entity tag, quotes included, made for {@code ETag} and {@code If-Match} headers
 * (RFC 9110, section 8.8.3). What is between the quotes is nobody's business but {@link #parse}'s.
 *
 * @param version 1 when the entry was created, one more at each write
 * @param writeId the random id of the write, in URL-safe Base64; null if the Go library wrote the entry
 */
public record Revision(long version, @Nullable String writeId) {
    private static final Pattern TEXT = Pattern.compile("\"?(-?[0-9]{1,19})(?:-([A-Za-z0-9_-]+))?\"?");

    /**
     * Reads a revision back from its text.
     *
     * @param text what {@link #toString} returned; the quotes may be missing
     * @return the revision
     * @throws IllegalArgumentException if it is not the text of a revision; a weak entity tag ({@code W/"…"}) is not
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
                // No revision has such a version.
            }
        }
        throw new IllegalArgumentException(
                "Not a revision: " + Address.quote(text) + ". Pass what Revision.toString() returned.");
    }

    /**
     * The revision as a strong HTTP entity tag.
     *
     * @return the text, in quotes
     */
    @Override
    public String toString() {
        return writeId == null ? "\"" + version + "\"" : "\"" + version + "-" + writeId + "\"";
    }
}
