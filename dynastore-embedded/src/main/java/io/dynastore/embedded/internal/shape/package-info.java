/** The shapes of requests: the types of their members and the constraints of the API's model. Not part of the API. */
@NullMarked
package io.dynastore.embedded.internal.shape;

import org.jspecify.annotations.NullMarked;
