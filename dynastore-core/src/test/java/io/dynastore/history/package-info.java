/** Histories of concurrent operations on entries, and whether some order of single steps explains them. */
@NullMarked
package io.dynastore.history;

import org.jspecify.annotations.NullMarked;
