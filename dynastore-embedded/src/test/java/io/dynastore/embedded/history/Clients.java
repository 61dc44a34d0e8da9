package io.dynastore.embedded.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Several clients that read and write a few items of two tables at the same time. */
final class Clients {
    private static final int CLIENTS = 6;
    private static final int CALLS = 60;

    private final DynamoDbClient client;
    private final Observations observations = new Observations();
    private final CountDownLatch start = new CountDownLatch(1);

    private Clients(DynamoDbClient client) {
        this.client = client;
    }

    /** Runs the clients on empty tables, and returns their calls. */
    static Observations run(DynamoDbClient client, long seed) throws Exception {
        return new Clients(client).run(seed);
    }

    private Observations run(long seed) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int number = i;
                running.add(threads.submit(() -> work(number, new Random(seed * CLIENTS + number))));
            }
            start.countDown();
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        return observations;
    }

    private Void work(int number, Random random) throws InterruptedException {
        Items items = new Items(client, observations, random);
        start.await();
        for (int i = 0; i < CALLS; i++) {
            String value = number + "/" + i;
            switch (random.nextInt(12)) {
                case 0 -> items.get();
                case 1 -> items.put(value);
                case 2 -> items.delete();
                case 3, 4 -> items.conditionalUpdate(value);
                case 5 -> items.createIfAbsent(value);
                case 6, 7, 8 -> items.transactWrite(value);
                case 9, 10 -> items.transactGet();
                default -> items.query();
            }
        }
        return null;
    }
}
