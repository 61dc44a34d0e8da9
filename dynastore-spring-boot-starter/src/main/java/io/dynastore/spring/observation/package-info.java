/** Observations and meters of what a store and its leases do, through Micrometer. */
@NullMarked
package io.dynastore.spring.observation;

import org.jspecify.annotations.NullMarked;
