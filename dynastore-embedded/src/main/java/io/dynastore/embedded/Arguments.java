package io.dynastore.embedded;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of {@link Main}.
 *
 * @param listening the address and port to listen on
 * @param file the file for the data, or null for data in memory
 * @param fsync whether writes are forced to the disk
 * @param limitThroughput whether requests are throttled by capacity
 * @param help whether the usage is to be printed
 */
record Arguments(ListenOptions listening, @Nullable Path file, boolean fsync, boolean limitThroughput, boolean help) {
    static final String USAGE = """
            Usage: java -cp 'jars/*' io.dynastore.embedded.Main [OPTION]...

              --port PORT          the port to listen on, 8000 by default, 0 for a free one
              --bind ADDRESS       the address to listen on, 127.0.0.1 by default; everyone who reaches
                                   it can read and change all data
              --allowed-host HOST  a name or address by which clients may call another address than a
                                   loopback one; may be repeated; without it all are allowed
              --file PATH          a file for the data, which is in memory otherwise
              --fsync              force each write to the disk before it is acknowledged
              --limit-throughput   throttle requests that exceed the capacity of a table, as AWS does
              --help               print this
            """;

    private static final int DEFAULT_PORT = 8000;

    /**
     * Reads the arguments.
     *
     * @throws IllegalArgumentException if they are invalid, with a message for the user
     */
    static Arguments parse(String... args) {
        Parser parser = new Parser(List.of(args).iterator());
        while (parser.rest.hasNext()) {
            parser.option(parser.rest.next());
        }
        return parser.arguments();
    }

    /** Returns a builder of the database. */
    EmbeddedDynamoDb.Builder database() {
        EmbeddedDynamoDb.Builder builder =
                EmbeddedDynamoDb.builder().fsync(fsync).limitThroughput(limitThroughput);
        return file == null ? builder : builder.file(file);
    }

    /** Returns the path of the file, or {@code memory}. */
    String storage() {
        return file == null ? "memory" : file.toAbsolutePath().normalize().toString();
    }

    private static final class Parser {
        private final Iterator<String> rest;
        private final List<String> allowedHosts = new ArrayList<>();
        private int port = DEFAULT_PORT;
        private @Nullable String address;
        private @Nullable Path file;
        private boolean fsync;
        private boolean limitThroughput;
        private boolean help;

        private Parser(Iterator<String> rest) {
            this.rest = rest;
        }

        private void option(String name) {
            switch (name) {
                case "--port" -> port = port(value(name));
                case "--bind" -> address = value(name);
                case "--allowed-host" -> allowedHosts.add(value(name));
                case "--file" -> file = file(value(name));
                case "--fsync" -> fsync = true;
                case "--limit-throughput" -> limitThroughput = true;
                case "--help" -> help = true;
                default ->
                    throw new IllegalArgumentException("Unknown argument \"" + name + "\": --help prints the options.");
            }
        }

        private String value(String name) {
            if (!rest.hasNext()) {
                throw new IllegalArgumentException("The option " + name + " has no value: --help prints the options.");
            }
            return rest.next();
        }

        private static int port(String value) {
            try {
                return Integer.parseInt(value);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "Invalid port \"" + value + "\": choose one between 1 and 65535, or 0 for a free one.", e);
            }
        }

        private static Path file(String value) {
            try {
                return Path.of(value);
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException("Invalid file \"" + value + "\": write a path.", e);
            }
        }

        private Arguments arguments() {
            ListenOptions listening = ListenOptions.port(port);
            if (address != null) {
                listening = listening.bind(address);
            }
            if (fsync && file == null) {
                throw new IllegalArgumentException("The option --fsync is for data in a file: name it with --file.");
            }
            return new Arguments(
                    listening.allowedHosts(allowedHosts.toArray(String[]::new)), file, fsync, limitThroughput, help);
        }
    }
}
