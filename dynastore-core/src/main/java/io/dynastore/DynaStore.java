package io.dynastore;

import java.time.Clock;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The way in: a store on one DynamoDB client. Immutable and thread-safe; one for each client is enough. It holds nothing
 * that would have to be closed, and leaves closing the client to whoever made it.
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
        this.runner = new OperationRunner(builder.client, builder.hook, new Backoff(builder.pause));
        this.clock = builder.clock;
    }

    /**
     * Creates a store with the system's clock and no hook.
     *
     * @param client the client to use; it stays the caller's
     * @return the store
     */
    public static DynaStore create(DynamoDbClient client) {
        return builder(client).build();
    }

    /**
     * Begins to configure a store.
     *
     * @param client the client to use; it stays the caller's
     * @return a builder
     */
    public static Builder builder(DynamoDbClient client) {
        return new Builder(client);
    }

    /**
     * A table with the default key attributes.
     *
     * @param name the table's name
     * @return the table; whether it exists is not checked
     * @throws IllegalArgumentException if the name is empty
     */
    public Table table(String name) {
        return table(TableDefinition.of(name));
    }

    /**
     * A table.
     *
     * @param definition what the table is like
     * @return the table; whether it exists is not checked
     */
    public Table table(TableDefinition definition) {
        return new Table(this, definition, runner, clock);
    }

    /**
     * Writes several entries all together or not at all, exactly once even where replies are lost. A transaction that meets
     * another on the same entries is tried again, up to twenty times. The revisions that it leaves are read with the entries.
     *
     * @param actions adds the actions; without any, nothing is sent
     * @throws TransactionFailedException if it was refused; it says for each action why, and carries the entries
     * @throws OutcomeUnknownException if the replies of all attempts were lost
     * @throws EntryTooLargeException before anything is sent, if an item would be larger than 400 KB by itself
     * @throws IllegalArgumentException before anything is sent, if the actions cannot be one transaction
     */
    public void transact(Consumer<? super Transaction> actions) {
        Transaction transaction = new Transaction(runner);
        actions.accept(transaction);
        if (!transaction.actions().isEmpty()) {
            new TransactionRunner(runner).run(transaction.actions());
        }
    }

    /**
     * The client, for what a store does not do.
     *
     * @return the client that the store was created with
     */
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
        private @Nullable OperationHook hook;
        private Backoff.Pause pause = duration -> Thread.sleep(duration.toMillis());

        private Builder(DynamoDbClient client) {
            this.client = Objects.requireNonNull(client, "client");
        }

        /**
         * Sets the clock that decides what has expired, for tests.
         *
         * @param clock the clock; the system's by default
         * @return this
         */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Adds a hook around operations. Of several, the first is the outermost, and the last sees a request last.
         *
         * @param added the hook
         * @return this
         */
        public Builder hook(OperationHook added) {
            Objects.requireNonNull(added, "hook");
            hook = hook == null ? added : new HookPair(hook, added);
            return this;
        }

        /** Sets how to wait before trying again, for tests. */
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
