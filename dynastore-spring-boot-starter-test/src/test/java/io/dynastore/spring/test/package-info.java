@NullMarked
package io.dynastore.spring.test;

import org.jspecify.annotations.NullMarked;
