package io.dynastore.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** MVStore's jar contains no licence file, so this module's jar names its licence. */
class NoticeTest {
    @Test
    void theJarNamesMvStoresLicences() throws IOException {
        assertThat(text("META-INF/NOTICE"))
                .contains("com.h2database:h2-mvstore", "Mozilla Public License, Version 2.0")
                .containsPattern("Eclipse\\s+Public License, Version 1\\.0");
        assertThat(text("META-INF/LICENSE")).contains("Apache License");
    }

    /** Other jars have files of these names, too. */
    private static String text(String name) throws IOException {
        URL own = EmbeddedDynamoDb.class.getResource("EmbeddedDynamoDb.class");
        String root = own.toString().replace("io/dynastore/embedded/EmbeddedDynamoDb.class", "");
        try (InputStream in = URI.create(root + name).toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
