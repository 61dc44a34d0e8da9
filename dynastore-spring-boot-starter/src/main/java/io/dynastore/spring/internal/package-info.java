/** What several packages of the starter share. Not for applications: it may change at any time. */
@NullMarked
package io.dynastore.spring.internal;

import org.jspecify.annotations.NullMarked;
