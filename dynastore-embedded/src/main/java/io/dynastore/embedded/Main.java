package io.dynastore.embedded;

import java.io.PrintStream;
import java.net.URI;
import java.util.concurrent.CountDownLatch;

/**
 * Runs an {@link EmbeddedDynamoDb} as a standalone program, until it is stopped: {@code java -cp 'jars/*'
 * io.dynastore.embedded.Main --port 8000}. The option {@code --help} prints the others.
 */
public final class Main {
    private static final int CANNOT_START = 1;
    private static final int WRONG_USAGE = 2;

    private Main() {}

    /**
     * Runs the program. It ends the JVM with status 2 if the arguments are invalid, and with 1 if it cannot start.
     *
     * @param args the options
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        int status = run(args, System.out, System.err);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Runs the program and returns its exit status, which is 0 if only the usage was asked for. */
    private static int run(String[] args, PrintStream out, PrintStream err) throws InterruptedException {
        Arguments arguments;
        try {
            arguments = Arguments.parse(args);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return WRONG_USAGE;
        }
        if (arguments.help()) {
            out.print(Arguments.USAGE);
            return 0;
        }
        try {
            start(arguments, out);
        } catch (EmbeddedDynamoDbException e) {
            err.println(e.getMessage());
            return CANNOT_START;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return WRONG_USAGE;
        }
        new CountDownLatch(1).await(); // All other threads are daemons.
        return 0;
    }

    private static void start(Arguments arguments, PrintStream out) {
        EmbeddedDynamoDb database = arguments.database().start();
        try {
            URI endpoint = database.listen(arguments.listening());
            Runtime.getRuntime().addShutdownHook(new Thread(database::close, "dynastore-embedded-close"));
            out.println("dynastore embedded DynamoDB listening on " + endpoint + ", data in " + arguments.storage());
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }
}
