/** What faults do to requests and replies: decisions without time and threads. Not part of the API. */
@NullMarked
package io.dynastore.embedded.internal.fault;

import org.jspecify.annotations.NullMarked;
