package io.dynastore.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A section of the Markdown file, as the arguments of a command ask for it.
 *
 * @param file the Markdown file
 * @param quick whether this is only a look: fewer and shorter rounds, printed and not written to the file
 */
public record Report(Path file, boolean quick) {
    /** Of the first two arguments. */
    public static Report of(String[] arguments) {
        return new Report(Path.of(arguments[0]).normalize(), Boolean.parseBoolean(arguments[1]));
    }

    /** The date, the machine and versions, as a Markdown table. */
    public static String conditions(String... products) {
        String versions = Arrays.stream(products)
                .map(product -> switch (product) {
                            case "aws-sdk" -> "AWS SDK";
                            case "spring-boot" -> "Spring Boot";
                            default -> product;
                        }
                        + " " + Versions.of(product))
                .collect(Collectors.joining(", "));
        return """
                | | |
                | --- | --- |
                | date | %s |
                | machine | %s |
                | versions | %s |""".formatted(LocalDate.now(ZoneOffset.UTC), Machine.description(), versions);
    }

    /** Prints the section, and puts it into the file unless this is only a look. */
    public void publish(String id, String section) throws IOException {
        System.out.println(section);
        if (!quick) {
            Document.read(file).withSection(id, section).write(file);
        }
    }
}
