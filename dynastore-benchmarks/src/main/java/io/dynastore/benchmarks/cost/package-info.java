/** What is sent to DynamoDB and what DynamoDB charges for it: requests and capacity units, which no machine changes. */
@NullMarked
package io.dynastore.benchmarks.cost;

import org.jspecify.annotations.NullMarked;
