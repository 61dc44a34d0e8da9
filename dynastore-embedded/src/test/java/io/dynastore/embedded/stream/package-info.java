@NullMarked
package io.dynastore.embedded.stream;

import org.jspecify.annotations.NullMarked;
