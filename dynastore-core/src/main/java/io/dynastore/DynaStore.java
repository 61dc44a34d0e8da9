package io.dynastore;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A key/value store on one DynamoDB client, and the entry point of the library. Immutable and thread-safe; one store for each
 * client is enough. A store holds no resources and does not close its client.
 *
 * <pre>{@code
 * DynaStore store = DynaStore.create(DynamoDbClient.create());
 * Partition<String> customers = store.table("CRMTable").partition("customers");
 * Entry<String> entry = customers.create("c-1", "{\"name\": \"Ada\"}");
 * entry = customers.update(entry, "{\"name\": \"Ada L.\"}");
 * }</pre>
 */
public final class DynaStore {
    private final OperationRunner runner;
    private final Clock clock;

    private DynaStore(Builder builder) {
        this.runner = new OperationRunner(
                builder.client, builder.hooks, new Backoff(builder.pause), builder.maxRequests, builder.executor);
        this.clock = builder.clock;
    }

    /**
     * Creates a store with the system's clock and no hook.
     *
     * @param client the client to use; the caller closes it
     * @return the store
     */
    public static DynaStore create(DynamoDbClient client) {
        return builder(client).build();
    }

    /**
     * Returns a builder, which configures a store.
     *
     * @param client the client to use; the caller closes it
     * @return the builder
     */
    public static Builder builder(DynamoDbClient client) {
        return new Builder(client);
    }

    /**
     * Returns a table with the default key attributes.
     *
     * @param name the table's name
     * @return the table; whether it exists is not checked
     * @throws IllegalArgumentException if the name is empty
     */
    public Table table(String name) {
        return table(TableDefinition.of(name));
    }

    /**
     * Returns a table.
     *
     * @param definition the table's name, keys and indexes
     * @return the table; whether it exists is not checked
     */
    public Table table(TableDefinition definition) {
        return new Table(this, definition, runner, clock);
    }

    /**
     * Writes several entries, either all of them or none, exactly once even if replies are lost. While no attempt is answered, the
     * same transaction is sent again until more than five seconds have passed, or the client's {@code apiCallTimeout}. A
     * transaction that conflicts with another one on the same entries is tried up to twenty times. Read the entries to learn
     * their new revisions.
     *
     * @param actions adds the actions; if it adds none, nothing is sent
     * @throws TransactionFailedException if the transaction was refused; the exception says why, for each action that failed,
     *     and carries the entries
     * @throws OutcomeUnknownException if no attempt was answered, or one was refused after another that may still be executed
     * @throws TableNotFoundException if a table does not exist; {@link TableNotFoundException#tables()} names those in question
     * @throws EntryTooLargeException before anything is sent, if an item would be larger than 400 KB
     * @throws IllegalArgumentException before anything is sent, if the actions cannot form one transaction
     */
    public void transact(Consumer<? super Transaction> actions) {
        Transaction transaction = new Transaction(runner);
        actions.accept(transaction);
        if (!transaction.actions().isEmpty()) {
            new TransactionRunner(runner).run(transaction.actions());
        }
    }

    /** {@return the client that the store was created with, for requests that a store does not offer} */
    public DynamoDbClient client() {
        return runner.client();
    }

    @Override
    public String toString() {
        return "DynaStore[" + client().getClass().getSimpleName() + "]";
    }

    /** Configures a {@link DynaStore}. Not thread-safe. */
    public static final class Builder {
        private final DynamoDbClient client;
        private Clock clock = Clock.systemUTC();
        private final List<OperationHook> hooks = new ArrayList<>();
        private int maxRequests = Concurrency.DEFAULT_MAX_REQUESTS;
        private Executor executor = Concurrency.NEW_THREADS;
        private Backoff.Pause pause = duration -> TimeUnit.NANOSECONDS.sleep(duration.toNanos());

        private Builder(DynamoDbClient client) {
            this.client = Objects.requireNonNull(client, "client");
        }

        /**
         * Sets the clock that decides which entries have expired, for tests.
         *
         * @param clock the clock; by default, the system's
         * @return this
         */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Adds a hook around operations. Of several hooks, the first one is the outermost, and the last one sees a request last.
         *
         * @param added the hook
         * @return this
         */
        public Builder hook(OperationHook added) {
            hooks.add(Objects.requireNonNull(added, "hook"));
            return this;
        }

        /**
         * Limits the requests that one call of {@link Partition#findAll} or {@code deleteAll} sends at once. While DynamoDB
         * throttles them, there are fewer. A call that needs one request only sends it on the calling thread.
         *
         * @param requests the maximum number of requests, from 1 to 1,000; by default 8. At 1, they are sent one after the other
         * @return this
         * @throws IllegalArgumentException if the number is out of range
         */
        public Builder maxConcurrentRequests(int requests) {
            this.maxRequests = Concurrency.checked(requests);
            return this;
        }

        /**
         * Sets the executor of requests that a call sends beside that on the calling thread, for instance one of virtual threads.
         * If it rejects tasks, or does not run them, the calling thread sends all requests itself.
         *
         * @param executor the executor, which is not shut down; by default, daemon threads that end with the call
         * @return this
         */
        public Builder executor(Executor executor) {
            this.executor = Objects.requireNonNull(executor, "executor");
            return this;
        }

        /** Sets how to wait before a further attempt, for tests. */
        Builder pause(Backoff.Pause pause) {
            this.pause = pause;
            return this;
        }

        /**
         * Creates the store.
         *
         * @return the store
         */
        public DynaStore build() {
            return new DynaStore(this);
        }
    }
}
