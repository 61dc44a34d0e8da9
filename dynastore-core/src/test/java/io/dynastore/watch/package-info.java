/** Tests of change feeds. */
@NullMarked
package io.dynastore.watch;

import org.jspecify.annotations.NullMarked;
