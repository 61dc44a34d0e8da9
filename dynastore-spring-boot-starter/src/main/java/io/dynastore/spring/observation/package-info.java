/** Observations and meters of stores and leases, by Micrometer. */
@NullMarked
package io.dynastore.spring.observation;

import org.jspecify.annotations.NullMarked;
