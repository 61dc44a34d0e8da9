package io.dynastore.fault;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Faults by chance: one draw for each attempt, in the order in which the attempts arrive. With one thread a seed says it
 * all; with several, the draws are the same and who gets which depends on the scheduling. A fault that does not suit an
 * operation passes. Thread-safe once set up.
 */
public final class RandomFaults {
    private final long seed;
    private final Random random;
    private final Map<Fault, Double> chances = new LinkedHashMap<>();
    private Set<String> operations = Set.of();
    private Duration longestDelay = Duration.ofMillis(5);

    private RandomFaults(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    public static RandomFaults seeded(long seed) {
        return new RandomFaults(seed);
    }

    /** Adds a fault; what the chances leave of 1 passes. */
    public RandomFaults with(Fault fault, double chance) {
        if (fault == Fault.LATE) {
            throw new IllegalArgumentException("LATE has no meaning by chance: nobody would deliver the request.");
        }
        chances.put(fault, chance);
        double sum = chances.values().stream().mapToDouble(Double::doubleValue).sum();
        if (chance < 0 || sum > 1 + 1e-9) {
            throw new IllegalArgumentException("Chances must not be negative nor exceed 1 together: " + chances);
        }
        return this;
    }

    /** Spares all other operations; without this, all are hit. */
    public RandomFaults only(String... names) {
        operations = Set.of(names);
        return this;
    }

    /** How long DELAY and DELAY_REPLY last at most; 5 ms if not told. */
    public RandomFaults delaysUpTo(Duration duration) {
        longestDelay = duration;
        return this;
    }

    Fault draw(String operation) {
        if (!operations.isEmpty() && !operations.contains(operation)) {
            return Fault.PASS;
        }
        double drawn;
        synchronized (random) {
            drawn = random.nextDouble();
        }
        for (var chance : chances.entrySet()) {
            drawn -= chance.getValue();
            if (drawn < 0) {
                return chance.getKey().suits(operation) ? chance.getKey() : Fault.PASS;
            }
        }
        return Fault.PASS;
    }

    Duration drawDelay() {
        synchronized (random) {
            return Duration.ofNanos((long) (random.nextDouble() * longestDelay.toNanos()));
        }
    }

    Random random() {
        return random;
    }

    /** Names the seed, for the message of a failed test. */
    @Override
    public String toString() {
        return "RandomFaults.seeded(" + seed + "L) " + chances + (operations.isEmpty() ? "" : " on " + operations);
    }
}
