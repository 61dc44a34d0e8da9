package io.dynastore;

import io.dynastore.Operation.Outcome;
import io.dynastore.TransactionFailedException.Reason;
import io.dynastore.internal.ClientConfigurations;
import io.dynastore.internal.Texts;
import io.dynastore.internal.Transmission;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/** Runs operations, and passes them to the hooks. */
final class OperationRunner {
    /** The reasons of actions whose conditions were not met. */
    private static final Set<Reason> UNMET =
            EnumSet.of(Reason.EXISTS, Reason.MODIFIED, Reason.NOT_FOUND, Reason.STALE_FENCE);

    private final DynamoDbClient client;
    private final @Nullable OperationHook hook;
    private final OperationHook logged;
    private final List<MetricPublisher> publishers;
    private final @Nullable Duration callTimeout;
    private final Backoff backoff;
    private final Concurrency concurrency;

    /** Whether the client's HTTP client notes its transmissions; null until that has shown. Any thread writes it. */
    private volatile @Nullable Boolean observed;

    /**
     * Creates a runner.
     *
     * @param hooks the outermost first
     */
    OperationRunner(
            DynamoDbClient client, List<OperationHook> hooks, Backoff backoff, int maxRequests, Executor executor) {
        this.backoff = backoff;
        this.client = client;
        this.hook = hooks.stream().reduce(Nested::new).orElse(null);
        this.logged = hook == null ? Log.INSTANCE : new Nested(Log.INSTANCE, hook);
        this.concurrency =
                new Concurrency(maxRequests, executor, hook == null ? UnaryOperator.identity() : hook::inContext);
        Optional<ClientOverrideConfiguration> configuration =
                ClientConfigurations.of(client).map(AwsServiceClientConfiguration::overrideConfiguration);
        this.publishers =
                configuration.map(ClientOverrideConfiguration::metricPublishers).orElse(List.of());
        this.callTimeout = configuration
                .flatMap(ClientOverrideConfiguration::apiCallTimeout)
                .orElse(null);
    }

    private record Nested(OperationHook outer, OperationHook inner) implements OperationHook {
        @Override
        public <T> T around(Operation operation, Supplier<T> execution) {
            return outer.around(operation, () -> inner.around(operation, execution));
        }

        @Override
        public DynamoDbRequest beforeRequest(Operation operation, DynamoDbRequest request) {
            return inner.beforeRequest(operation, outer.beforeRequest(operation, request));
        }

        @Override
        public Runnable inContext(Runnable task) {
            return outer.inContext(inner.inContext(task));
        }
    }

    Backoff backoff() {
        return backoff;
    }

    DynamoDbClient client() {
        return client;
    }

    /** Processes chunks on several threads, and throws the first failure after all of them have ended. */
    <T> void inParallel(ConcurrentChunks.Source<T> chunks, ConcurrentChunks.Work<T> work) {
        new ConcurrentChunks<>(concurrency, chunks, work).process();
    }

    /** Starts a task on another thread; returns false if it has to be run on this one. */
    boolean execute(Runnable task) {
        return concurrency.maxRequests() > 1 && concurrency.execute(task);
    }

    /** Returns the client's own publishers of metrics. */
    List<MetricPublisher> publishers() {
        return publishers;
    }

    /** Returns the client's time-out for a whole request with its retries; null if it has none. */
    @Nullable
    Duration callTimeout() {
        return callTimeout;
    }

    /** Returns whether it has shown whether the HTTP client makes notes. */
    boolean knowsHttpClient() {
        return observed != null;
    }

    /**
     * Learns from the notes of a request whether the HTTP client makes notes.
     *
     * @param answered whether the request was answered, so that an HTTP client without a note makes none
     */
    void observed(List<Transmission> notes, boolean answered) {
        if (!notes.isEmpty()) {
            if (!isObserved()) {
                observed = true;
            }
        } else if (answered && observed == null) {
            observed = false;
        }
    }

    /** Returns whether the HTTP client is known to note what became of each attempt. */
    boolean isObserved() {
        return Boolean.TRUE.equals(observed);
    }

    /**
     * Judges the attempts of a request that failed.
     *
     * @param count the SDK's count of them; null if it was not needed
     */
    Attempts judge(List<Transmission> notes, Throwable failure, @Nullable AttemptCount count) {
        observed(notes, false);
        return isObserved() || (count != null && count.isZero(failure))
                ? Attempts.observed(notes, failure)
                : Attempts.of(failure);
    }

    <T> T run(String name, Address address, Function<Call, T> body) {
        OperationHook around = Log.isOn() ? logged : hook;
        if (around == null) {
            return body.apply(new Call(this, address, null, null));
        }
        Operation operation = new Operation(name, address);
        Call call = new Call(this, address, operation, around);
        return around.around(operation, () -> {
            try {
                T result = body.apply(call);
                operation.ended(foundNothing(result) ? Outcome.NOT_FOUND : Outcome.SUCCESS);
                return result;
            } catch (RuntimeException | Error e) {
                operation.ended(outcomeOf(e));
                throw e;
            }
        });
    }

    private static boolean foundNothing(Object result) {
        return Boolean.FALSE.equals(result) || (result instanceof Optional<?> found && found.isEmpty());
    }

    static Outcome outcomeOf(Throwable thrown) {
        if (thrown instanceof KeyNotFoundException) {
            return Outcome.NOT_FOUND;
        }
        if (thrown instanceof KeyExistsException) {
            return Outcome.EXISTS;
        }
        if (thrown instanceof KeyModifiedException
                || thrown instanceof StaleFenceException
                || thrown instanceof ConditionalCheckFailedException) {
            return Outcome.CONFLICT;
        }
        if (thrown instanceof TransactionFailedException transaction) {
            return outcomeOf(transaction);
        }
        if (thrown instanceof SdkServiceException service && service.isThrottlingException()) {
            return Outcome.THROTTLED;
        }
        return Outcome.ERROR;
    }

    /** A condition that is not met counts before what passes, and a conflict with a rival before other failures. */
    private static Outcome outcomeOf(TransactionFailedException transaction) {
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        transaction.failures().forEach(failure -> reasons.add(failure.reason()));
        if (!Collections.disjoint(reasons, UNMET)) {
            return Outcome.CONFLICT;
        }
        if (reasons.contains(Reason.THROTTLED)) {
            return Outcome.THROTTLED;
        }
        return reasons.contains(Reason.BUSY) ? Outcome.CONFLICT : Outcome.ERROR;
    }

    /**
     * Writes one line for each operation to the logger of {@link Operation}, at debug level. Keys and values are not logged: they
     * may be sensitive.
     */
    static final class Log implements OperationHook {
        static final Log INSTANCE = new Log();

        private static final Logger LOG = System.getLogger(Operation.class.getName());

        private Log() {}

        static boolean isOn() {
            return LOG.isLoggable(Level.DEBUG);
        }

        @Override
        public <T> T around(Operation operation, Supplier<T> execution) {
            long start = System.nanoTime();
            try {
                return execution.get();
            } finally {
                LOG.log(Level.DEBUG, line(operation, System.nanoTime() - start));
            }
        }

        static String line(Operation operation, long nanos) {
            return String.format(
                    Locale.ROOT,
                    "%s in %s: %s in %.1f ms; requests: %d%s, attempts: %d, capacity: %s read, %s written",
                    operation.name(),
                    Texts.escape(
                            operation.partition() == null
                                    ? operation.table()
                                    : operation.table() + "/" + operation.partition()),
                    operation.outcome() == null
                            ? "failed"
                            : operation.outcome().name().toLowerCase(Locale.ROOT),
                    nanos / 1e6,
                    operation.requests(),
                    lastRequest(operation),
                    operation.attempts(),
                    operation.readCapacity(),
                    operation.writeCapacity());
        }

        private static String lastRequest(Operation operation) {
            DynamoDbRequest request = operation.request();
            return request == null
                    ? ""
                    : " (" + request.getClass().getSimpleName().replace("Request", "") + ")";
        }
    }
}
