package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Runs the README's application with the README's configuration, which starts a DynamoDB of its own. */
@ExtendWith(OutputCaptureExtension.class)
class ShopApplicationTest {
    @Test
    void printsItsEntries(CapturedOutput output, @TempDir Path directory) throws IOException {
        Matcher yaml = Pattern.compile("```yaml\\R(dynastore:\\R.*?)\\R```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../README.md")));
        assertThat(yaml.find()).isTrue();
        Path configuration = Files.writeString(directory.resolve("application.yml"), yaml.group(1));
        SpringApplication.run(
                        ShopApplication.class,
                        "--spring.config.location=file:" + configuration,
                        "--spring.docker.compose.enabled=false",
                        "--spring.main.web-application-type=none")
                .close();
        assertThat(output).contains("Ada Lovelace", "[tea, milk]");
    }
}
