@NullMarked
package io.dynastore.spring.observation;

import org.jspecify.annotations.NullMarked;
