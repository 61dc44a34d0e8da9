/** Types that several packages share. They are not part of the API and may change at any time. */
@NullMarked
package io.dynastore.internal;

import org.jspecify.annotations.NullMarked;
