package io.dynastore.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A Markdown file of which each report writes its own section, between two markers, and leaves the rest as it is. Immutable.
 *
 * @param text the text of the file
 */
public record Document(String text) {
    private static final String EMPTY = """
            # Benchmarks

            What dynastore costs, beside what others for the same job cost. Each section is written by the command that it
            names; every figure is from a run of that command.
            """;

    /** Reads a file; one that does not exist has no section yet. */
    public static Document read(Path file) throws IOException {
        return new Document(Files.exists(file) ? Files.readString(file) : EMPTY);
    }

    /** With a section in the place of the one with the same id, or at the end if there is none. */
    public Document withSection(String id, String content) {
        String begin = "<!-- begin " + id + ": generated, changes here are lost -->";
        String end = "<!-- end " + id + " -->";
        String section = begin + "\n" + content.strip() + "\n" + end;
        int from = text.indexOf(begin);
        if (from < 0) {
            return new Document(text.stripTrailing() + "\n\n" + section + "\n");
        }
        int to = text.indexOf(end, from);
        if (to < 0) {
            throw new IllegalArgumentException("The section has no end: " + end);
        }
        return new Document(text.substring(0, from) + section + text.substring(to + end.length()));
    }

    /** Writes the file, and its folder if there is none. */
    public void write(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, text);
    }
}
