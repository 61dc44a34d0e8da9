package io.dynastore.watch;

import org.jspecify.annotations.Nullable;

/**
 * A shard of a stream.
 *
 * @param id its id
 * @param parent the id of the shard that it continues; null if there is none
 */
record Shard(String id, @Nullable String parent) {}
