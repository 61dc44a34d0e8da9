package io.dynastore.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The versions that this module was built with. */
public final class Versions {
    private static final Properties VERSIONS = load();

    private Versions() {}

    /** The version of one of those named in {@code versions.properties}. */
    public static String of(String what) {
        return Objects.requireNonNull(VERSIONS.getProperty(what), what);
    }

    private static Properties load() {
        try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
            Properties properties = new Properties();
            properties.load(Objects.requireNonNull(in, "versions.properties"));
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
