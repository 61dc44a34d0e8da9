package io.dynastore.benchmarks.cost;

import io.dynastore.benchmarks.EmbeddedDatabase;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Counts what one client sends and what it is charged. Thread-safe. */
final class Meter {
    private final SortedMap<String, Integer> requests = new TreeMap<>();
    private int refused;
    private double readUnits;
    private double writeUnits;

    /** A client whose requests are counted here. */
    DynamoDbClient client(EmbeddedDatabase database) {
        return database.client(
                new CountingHttpClient(database.http(), this),
                ClientOverrideConfiguration.builder()
                        .addExecutionInterceptor(new CapacityInterceptor(this))
                        .build());
    }

    synchronized void sent(String operation) {
        requests.merge(operation, 1, Integer::sum);
    }

    synchronized void refused() {
        refused++;
    }

    synchronized void read(double units) {
        readUnits += units;
    }

    synchronized void written(double units) {
        writeUnits += units;
    }

    synchronized void reset() {
        requests.clear();
        refused = 0;
        readUnits = 0;
        writeUnits = 0;
    }

    /**
     * What was counted since the last reset.
     *
     * @param unitsPerRefusal what a write whose condition failed is charged, of which DynamoDB reports nothing
     */
    synchronized Cost cost(int unitsPerRefusal) {
        return new Cost(requests, refused, readUnits, writeUnits + (double) refused * unitsPerRefusal);
    }
}
