/** The operations of the API: validation and execution. Not part of the API. */
@NullMarked
package io.dynastore.embedded.internal.operation;

import org.jspecify.annotations.NullMarked;
