/** Leader election for the life of an application context, and the events that tell of it. */
@NullMarked
package io.dynastore.spring.leader;

import org.jspecify.annotations.NullMarked;
