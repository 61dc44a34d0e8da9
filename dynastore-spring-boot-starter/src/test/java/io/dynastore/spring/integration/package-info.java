@NullMarked
package io.dynastore.spring.integration;

import org.jspecify.annotations.NullMarked;
