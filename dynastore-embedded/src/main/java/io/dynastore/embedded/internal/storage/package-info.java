/** Tables and indexes as sorted maps of MVStore, locks and commits. Not part of the API. */
@NullMarked
package io.dynastore.embedded.internal.storage;

import org.jspecify.annotations.NullMarked;
