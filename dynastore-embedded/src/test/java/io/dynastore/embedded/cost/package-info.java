/** Programs that measure; they print and judge nothing. */
@NullMarked
package io.dynastore.embedded.cost;

import org.jspecify.annotations.NullMarked;
