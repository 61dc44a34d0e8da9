/**
 * A small key/value store on Amazon DynamoDB: entries in named partitions of a table, every write versioned.
 *
 * <p>{@link io.dynastore.DynaStore} is the entry point; most code uses only a {@link io.dynastore.Partition}.
 */
@NullMarked
package io.dynastore;

import org.jspecify.annotations.NullMarked;
