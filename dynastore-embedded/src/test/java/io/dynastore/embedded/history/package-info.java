/** Histories of concurrent requests, and checks whether a serial order explains them. */
@NullMarked
package io.dynastore.embedded.history;

import org.jspecify.annotations.NullMarked;
