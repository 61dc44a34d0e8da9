package io.dynastore.benchmarks.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GoOriginalTest {
    @Test
    void oneRequestIsAConsistentReadOrAWrite() {
        assertThat(Totals.of(GoOriginal.one("GetItem", "").cost())).isEqualTo(new Totals(1, 1, 0));
        assertThat(Totals.of(GoOriginal.one("UpdateItem", "").cost())).isEqualTo(new Totals(1, 0, 1));
    }

    @Test
    void eachRivalIsAnotherReadAndARefusedWrite() {
        Cost cost = GoOriginal.readAndWrite("UpdateItem", 3, "").cost();

        assertThat(cost.requests()).isEqualTo(Map.of("GetItem", 4, "UpdateItem", 4));
        assertThat(cost.refused()).isEqualTo(3);
        assertThat(Totals.of(cost)).isEqualTo(new Totals(8, 4, 4));
    }

    @Test
    void aPageIsChargedForAllOfItsItemsTogether() {
        int item = WriteUnits.bytes(GoOriginal.item("k", ""));

        assertThat(page(4096 - item)).isEqualTo(new Totals(1, 1, 0));
        assertThat(page(4096 - item + 1)).isEqualTo(new Totals(1, 2, 0));
        assertThat(Totals.of(
                        GoOriginal.page(100, "k", "x".repeat(4096 - item), "").cost()))
                .isEqualTo(new Totals(1, 100, 0));
    }

    private static Totals page(int characters) {
        return Totals.of(GoOriginal.page(1, "k", "x".repeat(characters), "").cost());
    }
}
