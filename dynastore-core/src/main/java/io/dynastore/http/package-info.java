/** An HTTP client that lets the store know which requests were sent. */
@NullMarked
package io.dynastore.http;

import org.jspecify.annotations.NullMarked;
