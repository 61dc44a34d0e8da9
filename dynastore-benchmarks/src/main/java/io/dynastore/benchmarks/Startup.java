package io.dynastore.benchmarks;

import io.dynastore.DynaStore;
import io.dynastore.benchmarks.Rounds.Spread;
import io.dynastore.benchmarks.Table.Goal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Reports how long an application with the starter takes to start, beside one without. */
final class Startup {
    private static final String PROCESSOR = "org.springframework.boot.SpringApplicationAotProcessor";
    private static final double LIMIT = 1.03;

    private final Path target;
    private final Path jars;
    private final String classPath;
    private final String endpoint;

    /** Creates an instance for the target folder of the module with the applications. */
    private Startup(Path target, URI endpoint) throws IOException {
        this.target = target;
        jars = target.resolve("jars");
        this.endpoint = "--endpoint=" + endpoint;
        String libraries = Files.readString(target.resolve("class-path")).strip();
        classPath = ClassPath.ofJars(ClassPath.join(target.resolve("classes"), libraries), jars);
    }

    /** An application with the starter, or a plain one, and whether it is processed ahead of time. */
    record Application(boolean isPlain, boolean isProcessed) {
        static final List<Application> ALL = List.of(
                new Application(true, false),
                new Application(false, false),
                new Application(true, true),
                new Application(false, true));

        private String title() {
            return isPlain ? "plain" : "with the starter";
        }

        private String way() {
            return isProcessed ? "processed ahead of time" : "as it is";
        }

        private String mainClass() {
            return "io.dynastore.benchmarks.startup." + (isPlain ? "PlainApplication" : "StarterApplication");
        }

        /** Leaves out everything of dynastore from the class path of the plain application. */
        String classPath(String all) {
            return isPlain ? ClassPath.without("dynastore-(core|spring-boot-starter)", all) : all;
        }
    }

    /** A start of an application, from the request for the process until its first operation was answered. */
    record Start(double millis, double cpuMillis, double classes) {
        /** Reads what the application prints. */
        static Start of(List<String> output, long begunMillis) {
            double[] figures = JavaProcess.figures(output).get(0);
            return new Start(figures[0] - begunMillis, figures[1], figures[2]);
        }
    }

    /** Runs the report. The short form has one round. */
    public static void main(String[] arguments) throws Exception {
        Report report = Report.of("startup", arguments);
        Rounds<Application, Start> starts = new Rounds<>();
        try (JavaProcess.Database database = JavaProcess.Database.start()) {
            putEntry(database);
            Startup startup = new Startup(Path.of(arguments[2]).normalize(), database.endpoint());
            startup.processAheadOfTime(new Application(true, true));
            startup.processAheadOfTime(new Application(false, true));
            starts.run(Application.ALL, 1, report.isShort() ? 1 : 12, startup::start);
        }
        report.publish(
                Report.conditions("dynastore", "spring-boot", "aws-sdk"),
                table(starts),
                "The goals, by the median:",
                Table.of(goals(starts)));
    }

    /** Creates the entry that both applications read. */
    private static void putEntry(JavaProcess.Database database) {
        try (DynamoDbClient client = database.client()) {
            Place place = new Place(client, Sample.TABLE, null);
            DynaStore.create(client).table(place.table()).createIfAbsent();
            DynastoreEntries.of(place).create(Sample.KEY, "{\"name\":\"Ada Lovelace\"}");
        }
    }

    /** Does what {@code process-aot} of Spring Boot's plugin does, with the settings that the application runs with. */
    private void processAheadOfTime(Application application) throws IOException, InterruptedException {
        String path = application.classPath(classPath);
        Path generated = target.resolve("ahead-of-time").resolve(application.title());
        Path sources = generated.resolve("sources");
        String classes = generated.resolve("classes").toString();
        String resources = generated.resolve("resources").toString();
        String main = application.mainClass();
        JavaProcess.run(
                JavaProcess.HOME,
                List.of(
                        "-cp",
                        path,
                        PROCESSOR,
                        main,
                        sources.toString(),
                        resources,
                        classes,
                        "io.dynastore",
                        "a",
                        endpoint));
        List<String> options = new ArrayList<>(
                List.of("-proc:none", "-nowarn", "-parameters", "-d", classes, "-cp", ClassPath.join(path, classes)));
        try (Stream<Path> files = Files.walk(sources)) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(options::add);
        }
        ClassPath.use("javac", options);
        ClassPath.create(jars.resolve(application.title() + ".jar"), classes, resources);
    }

    private Start start(Application application) throws IOException, InterruptedException {
        String path = application.classPath(classPath);
        if (application.isProcessed()) {
            path = ClassPath.join(jars.resolve(application.title() + ".jar"), path);
        }
        String mode = "-Dspring.aot.enabled=" + application.isProcessed();
        long begun = System.currentTimeMillis();
        return Start.of(
                JavaProcess.run(JavaProcess.HOME, List.of(mode, "-cp", path, application.mainClass(), endpoint)),
                begun);
    }

    static Table table(Rounds<Application, Start> starts) {
        Table table = new Table(
                "| | | first answer, ms | ratio | CPU, ms | ratio | classes | ratio |",
                "| --- | --- | --: | --: | --: | --: | --: | --: |");
        for (Application application : Application.ALL) {
            Stream<ToDoubleFunction<Start>> figures = Stream.of(Start::millis, Start::cpuMillis, Start::classes);
            Stream<String> cells = figures.flatMap(figure -> Stream.of(
                    starts.of(application, figure).describe(0),
                    application.isPlain()
                            ? ""
                            : ratio(application, starts, figure).describe(3)));
            table.row(application.way(), application.title(), cells);
        }
        return table;
    }

    private static Spread ratio(
            Application application, Rounds<Application, Start> starts, ToDoubleFunction<Start> figure) {
        return starts.ratio(application, new Application(true, application.isProcessed()), figure);
    }

    static List<Goal> goals(Rounds<Application, Start> starts) {
        return Application.ALL.stream()
                .filter(application -> !application.isPlain())
                .map(application -> Goal.atMost(
                        LIMIT,
                        "time to the first answer, to plain, " + application.way(),
                        ratio(application, starts, Start::millis)))
                .toList();
    }
}
