package io.dynastore.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Runs tasks in threads of their own that begin at once. */
final class Parallel {
    /**
     * Runs a number of tasks, which are created from their numbers from 0, and returns their results in this order. If tasks
     * fail, the exception of the first one is thrown after all have ended.
     */
    static <T> List<T> run(int number, IntFunction<Callable<T>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(number);
        try {
            CyclicBarrier begin = new CyclicBarrier(number);
            List<Callable<T>> all = new ArrayList<>();
            for (int i = 0; i < number; i++) {
                Callable<T> task = tasks.apply(i);
                all.add(() -> {
                    begin.await();
                    return task.call();
                });
            }
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(all)) {
                results.add(result.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            threads.shutdownNow();
        }
    }
}
