/** Faults between a DynamoDB client and DynamoDB: lost replies, dropped and delayed requests, errors, half-done batches. */
@NullMarked
package io.dynastore.fault;

import org.jspecify.annotations.NullMarked;
