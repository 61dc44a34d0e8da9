package io.dynastore.embedded;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Faults by chance: one draw for each attempt, in the order in which the attempts arrive. With one thread the seed decides
 * everything; with several the draws are the same, and which attempt gets which depends on the scheduling. A fault that does
 * not suit an operation does not happen.
 *
 * <p>The chances are immutable, the draws go on. Thread-safe.
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
     * Creates faults by chance, none at first.
     *
     * @param seed the seed, which repeats the same draws
     * @return the faults
     */
    public static RandomFaults seeded(long seed) {
        return new RandomFaults(seed, Map.of(), Set.of());
    }

    /**
     * Returns these faults and another. What the chances leave of 1 is for attempts without a fault. The duration of a delay is
     * drawn as well: it is a random part of the fault's.
     *
     * @param fault the fault
     * @param chance its chance
     * @return the faults, from their seed on
     * @throws IllegalArgumentException if the chance is negative, or all together exceed 1
     */
    public RandomFaults with(Fault fault, double chance) {
        Map<Fault, Double> more = new LinkedHashMap<>(chances);
        more.put(fault, chance);
        double sum = more.values().stream().mapToDouble(Double::doubleValue).sum();
        if (chance < 0 || sum > 1 + TOLERANCE) {
            throw new IllegalArgumentException(
                    "Invalid chances " + more + ": they must not be negative nor exceed 1 together.");
        }
        return new RandomFaults(seed, Collections.unmodifiableMap(more), operations);
    }

    /**
     * Returns these faults for some operations only.
     *
     * @param names the operations, such as {@code UpdateItem}
     * @return the faults, from their seed on
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

    /** Names the seed, for the message of a failed test. */
    @Override
    public String toString() {
        return "RandomFaults[seed " + seed + ", " + chances + (operations.isEmpty() ? "" : " on " + operations) + "]";
    }
}
