/** JSON as trees of maps and lists. Not part of the API. */
@NullMarked
package io.dynastore.embedded.internal.json;

import org.jspecify.annotations.NullMarked;
