package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.json.Json;
import io.dynastore.embedded.internal.shape.RequestShapes;
import io.dynastore.embedded.internal.storage.Store;
import io.dynastore.embedded.internal.storage.StoreException;
import io.dynastore.embedded.internal.stream.StreamSettings;
import io.dynastore.embedded.internal.throughput.Throughput;
import io.dynastore.embedded.internal.wire.ApiError;
import io.dynastore.embedded.internal.wire.ErrorType;
import io.dynastore.embedded.internal.wire.Handler;
import io.dynastore.embedded.internal.wire.Reply;
import io.dynastore.embedded.internal.wire.Request;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The operations on one store. Requests are executed on the database's own daemon threads, because a caller that is interrupted
 * would close the store's file for all others. Thread-safe.
 */
public final class Database implements Handler, AutoCloseable {
    private static final int THREADS = 16;
    private static final long IDLE_SECONDS = 10;
    private static final long CLOSE_SECONDS = 10;

    /** The operations that change tables, during which no other operation may run. */
    private static final Set<String> EXCLUSIVE = Set.of(
            "CreateTable",
            "UpdateTable",
            "DeleteTable",
            "UpdateTimeToLive",
            "UpdateContinuousBackups",
            "TagResource",
            "UntagResource");

    /** The operations whose replies have no body rather than an empty object. */
    private static final Set<String> WITHOUT_BODY = Set.of("TagResource", "UntagResource");

    private final Store store;
    private final Context context;
    private final Map<String, Operation> operations;
    private final TimeToLive timeToLive;
    private final ReadWriteLock tables = new ReentrantReadWriteLock();
    private final ThreadPoolExecutor threads;
    private final ExpiryTimer timer;

    /** Creates a database on a store, which it closes. */
    public Database(Store store, Clock clock, Undocumented undocumented) {
        this(store, clock, undocumented, null);
    }

    /** Creates a database that limits the throughput of its tables, unless the limits are null. */
    public Database(Store store, Clock clock, Undocumented undocumented, @Nullable Throughput limits) {
        this.store = store;
        this.context = new Context(store, clock, undocumented, limits == null ? null : new Throttling(limits));
        this.timeToLive = new TimeToLive(context);
        this.operations = Operations.of(context, timeToLive);
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Database::thread);
        threads.allowCoreThreadTimeOut(true);
        this.timer = new ExpiryTimer(this::expireItemsInTime);
    }

    /** Returns the logger, which is created when it is needed, since that delays the first answer. */
    private static System.Logger logger() {
        return System.getLogger(Database.class.getName());
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "embedded-dynamodb");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public Reply handle(Request request) throws InterruptedException {
        return run(() -> execute(request));
    }

    private <T> T run(Callable<T> task) throws InterruptedException {
        FutureTask<T> future = new FutureTask<>(task);
        try {
            threads.execute(future);
            return future.get();
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("The embedded DynamoDB is closed.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The embedded DynamoDB failed.", e.getCause());
        }
    }

    private Reply execute(Request request) {
        try {
            try {
                return reply(request);
            } finally {
                // Errors, too, may reveal a change that was just made.
                store.awaitCommitted();
            }
        } catch (StoreException e) {
            String message = e.problem() + " " + e.remedy();
            logger().log(Level.ERROR, message, e);
            return Reply.of(new ApiError(ErrorType.INTERNAL_SERVER_ERROR, message));
        } catch (RuntimeException | StackOverflowError e) {
            logger().log(Level.ERROR, "The embedded DynamoDB failed to execute " + request.operation(), e);
            return Reply.of(new ApiError(ErrorType.INTERNAL_SERVER_ERROR, "The embedded DynamoDB failed: " + e));
        }
    }

    private Reply reply(Request request) {
        Operation operation = operations.get(request.operation());
        Lock lock = EXCLUSIVE.contains(request.operation()) ? tables.writeLock() : tables.readLock();
        lock.lock();
        try {
            if (operation == null) {
                throw Operations.unknown(request.operation());
            }
            Map<String, ?> tree = operation.execute(input(request));
            return Reply.of(200, WITHOUT_BODY.contains(request.operation()) ? new byte[0] : Json.write(tree));
        } catch (ApiError e) {
            return Reply.of(e);
        } finally {
            lock.unlock();
        }
    }

    private static Input input(Request request) {
        Object tree;
        try {
            tree = Json.read(request.body());
        } catch (IllegalArgumentException e) {
            throw ApiError.serialization("");
        }
        return new Input(RequestShapes.checked(request.operation(), tree));
    }

    /** Deletes the items that have expired, and returns their number. */
    public int expireItems() {
        return runInAnyCase(timeToLive::expireItems);
    }

    /**
     * Closes the open shards of a table's stream, or one of them. Each is continued by one shard, or by two that have a half of
     * its keys each.
     *
     * @return whether there is such a shard
     */
    public boolean replaceShards(String table, boolean split, @Nullable String shardId) {
        return runInAnyCase(() -> context.replaceShards(table, split, shardId));
    }

    /** {@return what tests change about streams} */
    public StreamSettings streamSettings() {
        return context.streams().settings();
    }

    private <T> T runInAnyCase(Supplier<T> work) {
        try {
            return run(() -> locked(work));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "Interrupted while the embedded DynamoDB works; it goes on all the same.", e);
        }
    }

    private <T> T locked(Supplier<T> work) {
        tables.readLock().lock();
        try {
            return work.get();
        } finally {
            tables.readLock().unlock();
            store.awaitCommitted();
        }
    }

    private void expireItemsInTime() {
        if (!threads.isShutdown()) {
            threads.execute(() -> {
                if (!threads.isShutdown()) {
                    keepHouseIfPossible();
                }
            });
        }
    }

    private void keepHouseIfPossible() {
        try {
            keepHouse();
        } catch (StoreException e) {
            // Each request reports that the file cannot be written.
        }
    }

    /** Does what the timer does. */
    void keepHouse() {
        locked(() -> {
            context.streams().maintain();
            return timeToLive.expireItems();
        });
        if (context.streams().hasGone()) {
            removeGoneStreams();
        }
    }

    private void removeGoneStreams() {
        tables.writeLock().lock();
        try {
            context.streams().removeGone();
        } finally {
            tables.writeLock().unlock();
            store.awaitCommitted();
        }
    }

    /** {@return the number of items that queries and scans have read} */
    public long itemsVisited() {
        return context.visited().sum();
    }

    @Override
    public void close() {
        timer.close();
        threads.shutdown();
        boolean interrupted = false;
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                logger().log(Level.WARNING, "The embedded DynamoDB is closed while requests are executed.");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        closeStore();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs an action on the database's own threads, since the caller may be interrupted. */
    private void closeStore() {
        FutureTask<Boolean> closing = new FutureTask<>(store::close, true);
        Thread thread = thread(closing);
        thread.start();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
