@NullMarked
package io.dynastore.spring.autoconfigure.web;

import org.jspecify.annotations.NullMarked;
