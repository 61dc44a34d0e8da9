@NullMarked
package io.dynastore.spring.health;

import org.jspecify.annotations.NullMarked;
