/** Histories of concurrent calls: recorded, and searched for an order that explains them. */
@NullMarked
package io.dynastore.testkit.history;

import org.jspecify.annotations.NullMarked;
