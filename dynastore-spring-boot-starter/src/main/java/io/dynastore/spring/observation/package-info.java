/** Observations and meters of stores, leases, idempotent operations and change feeds, by Micrometer. */
@NullMarked
package io.dynastore.spring.observation;

import org.jspecify.annotations.NullMarked;
