package io.dynastore.embedded.internal.storage;

import io.dynastore.embedded.internal.storage.RecordedFiles.Kind;
import io.dynastore.embedded.internal.storage.RecordedFiles.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongPredicate;

/**
 * A loss of power. What was forced onto the disk is there, and of each other step any sectors.
 *
 * @param forced the content of the files that was forced
 * @param others the other steps, in their order
 */
record LossOfPower(Map<String, byte[]> forced, List<Step> others) {
    private static final int SECTOR = 512;
    private static final int BLOCK = 8 * SECTOR;

    /** {@return a loss of power after some steps} */
    static LossOfPower after(List<Step> steps) {
        Map<String, Integer> lastForce = new HashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).kind() == Kind.FORCE) {
                lastForce.put(steps.get(i).file(), i);
            }
        }
        Map<String, byte[]> forced = new HashMap<>();
        List<Step> others = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            if (i <= lastForce.getOrDefault(steps.get(i).file(), -1)) {
                steps.get(i).applyTo(forced);
            } else {
                others.add(steps.get(i));
            }
        }
        return new LossOfPower(forced, others);
    }

    /** {@return the files with the last step, but not with those before it that were not forced} */
    Map<String, byte[]> withTheLastStepOnly() {
        Map<String, byte[]> files = new HashMap<>(forced);
        last().applyTo(files);
        return files;
    }

    /** {@return the files with all steps, except for the second sector of each block} */
    Map<String, byte[]> withHoles() {
        Map<String, byte[]> files = new HashMap<>(forced);
        others.forEach(step -> write(step, position -> position % BLOCK != SECTOR, files));
        return files;
    }

    /** {@return the files with all, none or some sectors of each step} */
    Map<String, byte[]> withAnySectors(Random random) {
        Map<String, byte[]> files = new HashMap<>(forced);
        for (Step step : others) {
            int share = random.nextInt(3);
            write(step, position -> random.nextInt(2) < share, files);
        }
        return files;
    }

    /** Writes some sectors, which are selected by their positions in the file. */
    private static void write(Step step, LongPredicate sectors, Map<String, byte[]> files) {
        int length = step.bytes().length;
        // A step may have no bytes.
        for (int from = 0; from == 0 || from < length; from += SECTOR) {
            if (sectors.test(step.at() + from)) {
                step.part(from, Math.min(from + SECTOR, length)).applyTo(files);
            }
        }
    }

    private Step last() {
        return others.get(others.size() - 1);
    }
}
