/** Leader election for the lifetime of an application context, and its events. */
@NullMarked
package io.dynastore.spring.leader;

import org.jspecify.annotations.NullMarked;
