/** The streams of tables: their shards and records. Not part of the API. */
@NullMarked
package io.dynastore.embedded.internal.stream;

import org.jspecify.annotations.NullMarked;
