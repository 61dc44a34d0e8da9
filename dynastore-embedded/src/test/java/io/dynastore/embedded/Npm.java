package io.dynastore.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Packages of npm in a folder below {@code target}, for tests that are skipped where they cannot be had. */
public final class Npm {
    private static final String[] INSTALL = {
        "npm",
        "install",
        "--no-package-lock",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--fetch-retries=1",
        "--loglevel=error"
    };
    private static final long PATIENCE_SECONDS = 180;

    private final Path folder;
    private final String resources;

    private Npm(String name) {
        this.folder = Path.of("target", name);
        this.resources = "/" + name + "/";
    }

    /** Installs the packages that the {@code package.json} of the test resources of the name asks for. */
    public static Npm install(String name) throws IOException, InterruptedException {
        Npm npm = new Npm(name);
        Files.createDirectories(npm.folder);
        assumeTrue(npm.runs("node", "--version"), "Skipped, because there is no Node.js");
        assumeTrue(npm.runs("npm", "--version"), "Skipped, because there is no npm");
        boolean installed =
                npm.same("package.json") && Files.exists(npm.folder.resolve("node_modules/.package-lock.json"));
        npm.copy("package.json");
        assumeTrue(installed || npm.runs(INSTALL), "Skipped, because npm cannot fetch the packages for " + name);
        return npm;
    }

    /** Copies a file of the test resources into the folder. */
    public void copy(String file) throws IOException {
        Files.writeString(folder.resolve(file), text(file));
    }

    /** Runs a command in the folder, and returns its status. */
    public int run(String... command) throws IOException, InterruptedException {
        Process process = start(command);
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("ended: " + String.join(" ", command))
                    .isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Starts a command in the folder. */
    public Process start(String... command) throws IOException {
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    /** Returns what the last command has written. */
    public String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }

    private boolean runs(String... command) throws InterruptedException {
        try {
            return run(command) == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private boolean same(String file) throws IOException {
        Path copy = folder.resolve(file);
        return Files.exists(copy) && Files.readString(copy).equals(text(file));
    }

    private String text(String file) throws IOException {
        try (InputStream resource = Npm.class.getResourceAsStream(resources + file)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
