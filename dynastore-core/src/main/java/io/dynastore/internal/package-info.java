/** What the store and the leases share. Not part of the API: it may change at any time. */
@NullMarked
package io.dynastore.internal;

import org.jspecify.annotations.NullMarked;
