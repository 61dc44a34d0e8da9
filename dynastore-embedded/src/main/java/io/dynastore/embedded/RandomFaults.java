package io.dynastore.embedded;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Random faults. One fault is drawn for each attempt, in the order in which the attempts arrive. With one thread, a seed
 * repeats the same run; with several threads it repeats the same draws, but scheduling decides which attempt gets which. A
 * drawn fault that does not suit the operation is ignored.
 *
 * <p>The chances of an instance are immutable, while its draws continue their sequence. Thread-safe.
 *
 * @see Faults#randomly
 */
public final class RandomFaults {
    private static final double TOLERANCE = 1e-9;

    private final long seed;
    private final Random random;
    private final Map<Fault, Double> chances;
    private final Set<String> operations;

    private RandomFaults(long seed, Map<Fault, Double> chances, Set<String> operations) {
        this.seed = seed;
        this.random = new Random(seed);
        this.chances = chances;
        this.operations = operations;
    }

    /** {@return no faults} */
    public static RandomFaults none() {
        return seeded(0);
    }

    /**
     * Creates random faults that are empty at first.
     *
     * @param seed the seed, which repeats the same draws
     * @return the random faults
     */
    public static RandomFaults seeded(long seed) {
        return new RandomFaults(seed, Map.of(), Set.of());
    }

    /**
     * Returns these random faults with another fault. An attempt has no fault with the probability that the chances leave of 1.
     * The duration of a delay is random, too: at most that of the fault.
     *
     * @param fault the fault
     * @param chance its chance, between 0 and 1
     * @return the random faults, which start again from their seed
     * @throws IllegalArgumentException if the chance is negative, or if the sum of all chances exceeds 1
     */
    public RandomFaults with(Fault fault, double chance) {
        Map<Fault, Double> more = new LinkedHashMap<>(chances);
        more.put(fault, chance);
        double sum = more.values().stream().mapToDouble(Double::doubleValue).sum();
        if (chance < 0 || sum > 1 + TOLERANCE) {
            throw new IllegalArgumentException(
                    "Invalid chances " + more + ": none must be negative, and their sum must not exceed 1.");
        }
        return new RandomFaults(seed, Collections.unmodifiableMap(more), operations);
    }

    /**
     * Returns these random faults for some operations only.
     *
     * @param names the operations, such as {@code UpdateItem}
     * @return the random faults, which start again from their seed
     */
    public RandomFaults only(String... names) {
        return new RandomFaults(seed, chances, Set.of(names));
    }

    Step.Attempt draw(String operation) {
        Fault fault = drawFault(operation);
        return new Step.Attempt(fault, drawPause(fault.before()), drawPause(fault.after()), null);
    }

    private Fault drawFault(String operation) {
        if (chances.isEmpty() || (!operations.isEmpty() && !operations.contains(operation))) {
            return Fault.pass();
        }
        double drawn = random.nextDouble();
        for (Map.Entry<Fault, Double> chance : chances.entrySet()) {
            drawn -= chance.getValue();
            if (drawn < 0) {
                return chance.getKey().suits(operation) ? chance.getKey() : Fault.pass();
            }
        }
        return Fault.pass();
    }

    private Pause drawPause(Duration longest) {
        return longest.isZero()
                ? Pause.NONE
                : Pause.of(Duration.ofNanos((long) (random.nextDouble() * Pause.nanos(longest))));
    }

    Random random() {
        return random;
    }

    /** {@return the seed and the chances, for the message of a failed test} */
    @Override
    public String toString() {
        return "RandomFaults[seed " + seed + ", " + chances + (operations.isEmpty() ? "" : " on " + operations) + "]";
    }
}
