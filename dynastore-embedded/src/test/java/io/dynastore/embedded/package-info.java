@NullMarked
package io.dynastore.embedded;

import org.jspecify.annotations.NullMarked;
