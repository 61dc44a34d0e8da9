/** The expression language: parsers that create trees, and the evaluation of trees. Not part of the API. */
@NullMarked
package io.dynastore.embedded.internal.expression;

import org.jspecify.annotations.NullMarked;
