package io.dynastore;

import io.dynastore.internal.Texts;
import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a state of an entry. Two revisions are equal only if no write lies between them: when an entry is deleted and
 * created again, its version starts at 1 again, but the id of the write differs.
 *
 * <p>An entry that the Go library wrote, and dynastore has not written since, has no such id: its revision is its version alone.
 * If the Go library deletes and creates it again, the same revision may stand for another state.
 *
 * <p>Its text is a strong HTTP entity tag, including the quotes, for {@code ETag} and {@code If-Match} headers (RFC 9110,
 * section 8.8.3). Only {@link #parse} should interpret the text between the quotes.
 *
 * @param version 1 when the entry was created, one more at each write
 * @param writeId the random id of the write, in URL-safe Base64; null if the Go library wrote the entry
 * @serial exclude
 */
@SuppressWarnings("InvalidBlockTag") // The tag is for javadoc, which documents the serialized form otherwise.
public record Revision(long version, @Nullable String writeId) implements Serializable {
    /** The most characters of a text, which is usually 36 to 54 long: ids of other programs may be longer than dynastore's. */
    private static final int MAX_CHARACTERS = 200;

    private static final Pattern TEXT = Pattern.compile("\"([1-9][0-9]{0,18})(?:-([A-Za-z0-9_-]+))?\"");

    /**
     * Parses the text of a revision, exactly as {@link #toString} returns it: a text that is accepted is that of its revision.
     *
     * @param text the text, including the quotes; at most 200 characters
     * @return the revision
     * @throws IllegalArgumentException if it is not the text of a revision, for instance a weak entity tag ({@code W/"…"}), or
     *     its version is not positive
     */
    public static Revision parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (text.length() <= MAX_CHARACTERS && matcher.matches()) {
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
                "Invalid revision: " + Texts.quote(text) + ". Pass the result of Revision.toString().");
    }

    /** {@return the revision as a strong HTTP entity tag, in quotes} */
    @Override
    public String toString() {
        return writeId == null ? "\"" + version + "\"" : "\"" + version + "-" + writeId + "\"";
    }
}
