/** The expression language: parsers to trees, and their evaluation. Not part of the API. */
@NullMarked
package io.dynastore.embedded.internal.expression;

import org.jspecify.annotations.NullMarked;
