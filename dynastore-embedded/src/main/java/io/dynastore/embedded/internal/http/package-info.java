/** The HTTP server. Not part of the API. */
@NullMarked
package io.dynastore.embedded.internal.http;

import org.jspecify.annotations.NullMarked;
