/** A DynamoDB for development and tests that runs in the JVM, with clients in process, an HTTP server and faults. */
@NullMarked
package io.dynastore.embedded;

import org.jspecify.annotations.NullMarked;
