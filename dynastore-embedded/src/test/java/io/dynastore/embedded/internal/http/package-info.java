@NullMarked
package io.dynastore.embedded.internal.http;

import org.jspecify.annotations.NullMarked;
