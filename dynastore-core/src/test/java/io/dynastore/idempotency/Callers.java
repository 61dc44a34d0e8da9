package io.dynastore.idempotency;

import io.dynastore.DynaStore;
import io.dynastore.Entry;
import io.dynastore.OutcomeUnknownException;
import io.dynastore.Partition;
import io.dynastore.TransactionFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Threads of one process that call idempotent operations with one key, and repeat the call as long as it has no result. */
final class Callers {
    static final Duration LEASE = Duration.ofMillis(1_500);
    static final Duration SKEW = Duration.ofMillis(300);
    static final String TABLE = "Processes";
    static final String COUNTER = "counter";

    private static final Fingerprint REQUEST = Fingerprint.of("request");

    final Partition<String> effects;
    final Idempotency<String> operations;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "caller");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger names = new AtomicInteger();
    private final long pid = ProcessHandle.current().pid();

    Callers(DynamoDbClient client) {
        DynaStore store = DynaStore.create(client);
        effects = store.table(TABLE).partition("effects").consistent();
        operations = Idempotency.of(store.table(TABLE).partition("operations"))
                .lease(LEASE)
                .clockSkew(SKEW)
                .waiting(Duration.ofSeconds(30));
    }

    /** Starts callers of {@link Idempotency#run}, and returns their results. */
    List<Future<String>> run(String key, int callers, IdempotentAction<Void, ? extends Exception> during) {
        return start(callers, () -> {
            String name = name();
            return operations.run(key, REQUEST, attempt -> {
                during.run(attempt);
                return name;
            });
        });
    }

    /** Starts callers of {@link Idempotency#transact}, each of which would count up, and returns their results. */
    List<Future<String>> transact(String key, int callers, Runnable during) {
        return start(callers, () -> {
            String name = name();
            return operations.transact(key, REQUEST, tx -> {
                Entry<String> counter = effects.get(COUNTER);
                during.run();
                tx.update(effects, counter, String.valueOf(Integer.parseInt(counter.value()) + 1));
                return name;
            });
        });
    }

    private String name() {
        return pid + "/" + names.incrementAndGet();
    }

    private List<Future<String>> start(int callers, Callable<String> call) {
        List<Future<String>> results = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            results.add(threads.submit(() -> repeated(call)));
        }
        return results;
    }

    private static String repeated(Callable<String> call) throws Exception {
        while (true) {
            try {
                return call.call();
            } catch (OutcomeUnknownException
                    | ResultNotRecordedException
                    | TransactionFailedException
                    | SdkException e) {
                // What every caller does that wants a result.
            }
        }
    }

    static List<String> await(List<Future<String>> results) throws InterruptedException, TimeoutException {
        List<String> all = new ArrayList<>();
        for (Future<String> result : results) {
            try {
                all.add(result.get(60, TimeUnit.SECONDS));
            } catch (ExecutionException e) {
                all.add(e.getCause().toString());
            }
        }
        return all;
    }
}
