/**
 * A small key/value store on Amazon DynamoDB: entries in named partitions of a table, every write versioned.
 *
 * <p>Start at {@link io.dynastore.DynaStore}; most code only ever sees a {@link io.dynastore.Partition}.
 */
@NullMarked
package io.dynastore;

import org.jspecify.annotations.NullMarked;
