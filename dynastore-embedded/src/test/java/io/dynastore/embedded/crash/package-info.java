/** Databases on files whose process is killed or whose callers are interrupted. */
@NullMarked
package io.dynastore.embedded.crash;

import org.jspecify.annotations.NullMarked;
