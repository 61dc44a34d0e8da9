package io.dynastore.spring;

import io.dynastore.DynaStore;
import io.dynastore.DynaStoreException;
import io.dynastore.Entry;
import io.dynastore.OutcomeUnknownException;
import io.dynastore.Partition;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The program of a process that starts one context after the other and closes each while eight threads write, each to keys of its
 * own. Prints a line for each word about a write: {@code NOTE key,key value,value;} with the values that the keys can have by it.
 */
public final class ClosingApplication {
    static final int WRITERS = 8;
    static final String PARTITION = "closed";
    static final String ABSENT = "-";
    static final String END = "Closed all";

    private ClosingApplication() {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    /**
     * Runs the program.
     *
     * @param arguments the number of contexts, and the properties of each
     */
    public static void main(String[] arguments) throws Exception {
        int contexts = Integer.parseInt(arguments[0]);
        String[] properties = List.of(arguments).subList(1, arguments.length).toArray(String[]::new);
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        for (int i = 0; i < contexts; i++) {
            SpringApplication application = new SpringApplication(Application.class);
            application.setWebApplicationType(WebApplicationType.NONE);
            application.setRegisterShutdownHook(false);
            closeUnderWriters(threads, application.run(properties), i);
        }
        threads.shutdown();
        print(END);
    }

    private static void closeUnderWriters(ExecutorService threads, ConfigurableApplicationContext context, int number)
            throws ExecutionException, InterruptedException {
        Random random = new Random(number);
        AtomicInteger writes = new AtomicInteger();
        @SuppressWarnings("unchecked")
        Partition<String> partition = context.getBean(PARTITION, Partition.class);
        DynaStore store = context.getBean(DynaStore.class);
        List<Future<Void>> running = IntStream.range(0, WRITERS)
                .mapToObj(i -> threads.submit(new Writer(store, partition, number + "-" + i, writes)))
                .toList();
        int before = random.nextInt(60);
        while (writes.get() < before) {
            Thread.onSpinWait();
        }
        context.close();
        for (Future<Void> each : running) {
            each.get();
        }
    }

    private static synchronized void print(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /** Writes until a write fails. */
    private record Writer(DynaStore store, Partition<String> partition, String name, AtomicInteger writes)
            implements Callable<Void> {
        /** What a writer ends with. */
        private static final class Ended extends RuntimeException {
            private static final long serialVersionUID = 1L;
        }

        @Override
        public Void call() {
            try {
                for (int i = 0; ; i++) {
                    write(name + "-" + i, i % 3);
                }
            } catch (Ended e) {
                return null;
            }
        }

        private void write(String key, int kind) {
            if (kind == 0) {
                String other = key + "-other";
                say(List.of(key, other), ABSENT, "transacted", () -> {
                    store.transact(tx -> tx.create(partition, key, "transacted").put(partition, other, "transacted"));
                    return null;
                });
            } else if (kind == 1) {
                say(List.of(key), ABSENT, "put", () -> partition.put(key, "put"));
                say(List.of(key), "put", ABSENT, () -> partition.delete(key));
            } else {
                Entry<String> created = say(List.of(key), ABSENT, "created", () -> partition.create(key, "created"));
                Entry<String> updated =
                        say(List.of(key), "created", "updated", () -> partition.update(created, "updated"));
                say(List.of(key), "updated", ABSENT, () -> {
                    partition.delete(updated);
                    return null;
                });
            }
        }

        private <T> T say(List<String> keys, String before, String after, Callable<T> write) {
            note(keys, before + "," + after);
            try {
                T result = write.call();
                note(keys, after);
                writes.incrementAndGet();
                return result;
            } catch (OutcomeUnknownException e) {
                print("UNKNOWN " + e.getMessage());
                throw new Ended();
            } catch (Exception e) {
                // Whatever it is, it does not say that the outcome is unknown.
                note(keys, before);
                print((isOfAKnownType(e) ? "NOT WRITTEN " : "STRANGE ") + e);
                throw new Ended();
            }
        }

        /** The SDK does not wrap what its timer or its connection pool throw once they are closed. */
        private static boolean isOfAKnownType(Exception failure) {
            return failure instanceof DynaStoreException
                    || failure instanceof SdkException
                    || failure instanceof RejectedExecutionException
                    || (failure instanceof IllegalStateException
                            && "Connection pool shut down".equals(failure.getMessage()));
        }

        private static void note(List<String> keys, String values) {
            print("NOTE " + String.join(",", keys) + " " + values + ";");
        }
    }
}
