package io.dynastore.embedded.internal.expression;

/** One step of a document path. */
sealed interface Step {
    /** A step to an attribute or to a member of a map. */
    record Member(String name) implements Step {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A step to an element of a list. */
    record Element(long position) implements Step {
        @Override
        public String toString() {
            return "[" + position + "]";
        }
    }
}
