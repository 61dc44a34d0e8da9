@NullMarked
package io.dynastore.spring;

import org.jspecify.annotations.NullMarked;
