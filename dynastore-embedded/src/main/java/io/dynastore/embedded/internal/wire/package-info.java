/** Requests and replies between clients and the database, in process and over HTTP. Not part of the API. */
@NullMarked
package io.dynastore.embedded.internal.wire;

import org.jspecify.annotations.NullMarked;
