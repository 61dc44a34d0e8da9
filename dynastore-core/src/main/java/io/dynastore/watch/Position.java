package io.dynastore.watch;

import java.math.BigInteger;

/**
 * A position in a shard.
 *
 * @param sequenceNumber the record that was reached
 * @param done how many changes of the record are done, if it has several and not all of them are; zero if all are
 */
record Position(String sequenceNumber, int done) implements Comparable<Position> {
    static Position after(String sequenceNumber) {
        return new Position(sequenceNumber, 0);
    }

    boolean isWithinRecord() {
        return done > 0;
    }

    /** Returns whether this is the position after a change, or a later one. */
    boolean includes(String otherSequenceNumber, int change) {
        int order = number().compareTo(new BigInteger(otherSequenceNumber));
        return order > 0 || (order == 0 && (done == 0 || change < done));
    }

    @Override
    public int compareTo(Position other) {
        int order = number().compareTo(other.number());
        return order != 0 ? order : Integer.compare(order(), other.order());
    }

    private int order() {
        return done == 0 ? Integer.MAX_VALUE : done;
    }

    private BigInteger number() {
        return new BigInteger(sequenceNumber);
    }

    static Position parse(String text) {
        int plus = text.indexOf('+');
        String number = plus < 0 ? text : text.substring(0, plus);
        return new Position(
                new BigInteger(number).toString(),
                plus < 0 ? 0 : Integer.parseUnsignedInt(text, plus + 1, text.length(), 10));
    }

    @Override
    public String toString() {
        return done == 0 ? sequenceNumber : sequenceNumber + "+" + done;
    }
}
