@NullMarked
package io.dynastore.spring.leader;

import org.jspecify.annotations.NullMarked;
