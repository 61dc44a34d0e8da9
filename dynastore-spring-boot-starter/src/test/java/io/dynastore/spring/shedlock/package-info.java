@NullMarked
package io.dynastore.spring.shedlock;

import org.jspecify.annotations.NullMarked;
