/** What a database on a file is after its process was killed, and while its callers are interrupted. */
@NullMarked
package io.dynastore.embedded.crash;

import org.jspecify.annotations.NullMarked;
