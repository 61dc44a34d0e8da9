/** The effects of faults on requests and replies, as decisions without time and threads. Not part of the API. */
@NullMarked
package io.dynastore.embedded.internal.fault;

import org.jspecify.annotations.NullMarked;
