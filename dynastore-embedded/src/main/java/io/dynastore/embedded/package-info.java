/** A DynamoDB for development and tests that runs in the JVM: clients in process, a server on the loopback address, faults. */
@NullMarked
package io.dynastore.embedded;

import org.jspecify.annotations.NullMarked;
