package io.dynastore.embedded.cost;

import io.dynastore.embedded.cost.Contender.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Compares the embedded database with dynalite, both as programs of their own behind the SDK's default client: operations a
 * second in memory and on files, the time to the first answer, and resident memory. Arguments: the folder into which
 * {@code npm install dynalite@4} was run, and a folder with the jars that {@code .ci/image-jars} collects.
 */
final class BesideDynalite {
    private static final int ROUNDS = 5;
    private static final int STARTS = 10;
    private static final int ENTRIES = 40_000;

    /** As the documentation recommends them for a small program, and the image uses them. */
    private static final List<String> SMALL = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:CompileThresholdScaling=4",
            "-XX:-UsePerfData",
            "-Xmx96m",
            "-Xss512k");

    private final Path jars;
    private final Contender dynalite;
    private final Contender plain;
    private final Path scratch;

    private BesideDynalite(Path npm, Path jars, Path scratch) {
        this.jars = jars;
        this.dynalite = Contender.dynalite(npm);
        this.plain = Contender.embedded("embedded", jars, List.of());
        this.scratch = scratch;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("beside-dynalite");
        try {
            BesideDynalite comparison = new BesideDynalite(Path.of(args[0]), Path.of(args[1]), scratch);
            comparison.starts();
            comparison.memory();
            comparison.speed(false);
            comparison.speed(true);
        } finally {
            delete(scratch);
        }
    }

    /** The first of each is not counted: it reads the files of the programs from the disk. */
    private void starts() throws IOException, InterruptedException {
        Path archive = scratch.resolve("embedded.jsa");
        Contender.embedded("dump", jars, List.of("-XX:ArchiveClassesAtExit=" + archive))
                .start(null)
                .close();
        Contender shared = Contender.embedded(
                "embedded, AppCDS", jars, with(SMALL, "-XX:SharedArchiveFile=" + archive, "-Xshare:auto"));
        Map<String, List<Double>> millis = new LinkedHashMap<>();
        for (int i = 0; i <= STARTS; i++) {
            for (Contender each : List.of(dynalite, plain, shared)) {
                try (Running running = each.start(null)) {
                    if (i > 0) {
                        millis.computeIfAbsent(each.name(), name -> new ArrayList<>())
                                .add(running.firstAnswerMillis());
                    }
                }
            }
        }
        millis.forEach((name, all) -> System.out.printf(
                "first answer of %s: %.0f ms, median of %d, %.2f times dynalite's%n",
                name, median(all), STARTS, median(all) / median(millis.get(dynalite.name()))));
    }

    private void memory() throws IOException, InterruptedException {
        double[] base = resident(dynalite);
        System.out.printf(
                "resident memory of dynalite: idle %.0f MB, with %,d entries %.0f MB%n", base[0], ENTRIES, base[1]);
        for (Contender each : List.of(plain, Contender.embedded("embedded, small", jars, SMALL))) {
            double[] megabytes = resident(each);
            System.out.printf(
                    "resident memory of %s: idle %.0f MB (%.2f), with %,d entries %.0f MB (%.2f)%n",
                    each.name(), megabytes[0], megabytes[0] / base[0], ENTRIES, megabytes[1], megabytes[1] / base[1]);
        }
    }

    private static double[] resident(Contender contender) throws IOException, InterruptedException {
        try (Running running = contender.start(null);
                DynamoDbClient client = client(running)) {
            double idle = running.residentMegabytes();
            Workload load = new Workload(client);
            load.create();
            load.fill(ENTRIES);
            return new double[] {idle, running.residentMegabytes()};
        }
    }

    private void speed(boolean onFile) throws IOException, InterruptedException {
        try (Running one = dynalite.start(onFile ? scratch.resolve("dynalite") : null);
                Running other = plain.start(onFile ? scratch.resolve("embedded.mv") : null);
                DynamoDbClient oneClient = client(one);
                DynamoDbClient otherClient = client(other)) {
            List<Workload> both = List.of(new Workload(oneClient), new Workload(otherClient));
            for (Workload each : both) {
                each.create();
                each.fill(Workload.KEYS);
                each.warmUp();
            }
            for (int threads : new int[] {1, 8}) {
                for (Workload.Kind kind : Workload.Kind.values()) {
                    compare(both, kind, threads, onFile);
                }
            }
        }
    }

    private static void compare(List<Workload> both, Workload.Kind kind, int threads, boolean onFile)
            throws InterruptedException {
        List<List<Double>> rates = List.of(new ArrayList<>(), new ArrayList<>());
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < both.size(); i++) {
                rates.get(i).add(both.get(i).rate(kind, threads));
            }
            ratios.add(rates.get(1).get(round) / rates.get(0).get(round));
        }
        System.out.printf(
                "%s, %s, %d threads: dynalite %,.0f/s, embedded %,.0f/s, %.2f times (%.2f to %.2f), medians of %d%n",
                onFile ? "file" : "memory",
                kind.title(),
                threads,
                median(rates.get(0)),
                median(rates.get(1)),
                median(ratios),
                ratios.stream().min(Comparator.naturalOrder()).orElseThrow(),
                ratios.stream().max(Comparator.naturalOrder()).orElseThrow(),
                ROUNDS);
    }

    /** Returns a client with the HTTP client that the SDK chooses. */
    private static DynamoDbClient client(Running running) {
        return DynamoDbClient.builder()
                .endpointOverride(running.endpoint())
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
    }

    private static List<String> with(List<String> flags, String... more) {
        return Stream.concat(flags.stream(), Stream.of(more)).toList();
    }

    private static double median(@Nullable List<Double> values) {
        List<Double> sorted =
                values == null ? List.of() : values.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
