/** Attribute values and items: types, numbers, sizes, JSON. Not part of the API. */
@NullMarked
package io.dynastore.embedded.internal.value;

import org.jspecify.annotations.NullMarked;
