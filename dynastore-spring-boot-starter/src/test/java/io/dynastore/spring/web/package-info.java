@NullMarked
package io.dynastore.spring.web;

import org.jspecify.annotations.NullMarked;
