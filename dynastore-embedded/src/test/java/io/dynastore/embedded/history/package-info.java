/** Histories of concurrent requests, and whether some serial order explains them. */
@NullMarked
package io.dynastore.embedded.history;

import org.jspecify.annotations.NullMarked;
