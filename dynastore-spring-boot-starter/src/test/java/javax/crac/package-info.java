/** A JDK with coordinated restore at checkpoint, as {@code org.crac} looks for it, whose snapshots leave the process as it is. */
@NullMarked
package javax.crac;

import org.jspecify.annotations.NullMarked;
