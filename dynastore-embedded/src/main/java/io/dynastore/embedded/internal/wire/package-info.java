/** Requests and replies as they pass between a client and the database, whichever way they take. Not part of the API. */
@NullMarked
package io.dynastore.embedded.internal.wire;

import org.jspecify.annotations.NullMarked;
