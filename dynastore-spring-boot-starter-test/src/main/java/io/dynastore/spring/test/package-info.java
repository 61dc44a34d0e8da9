/** Tests of what uses dynastore: a slice of the application, a database for each context, time that the test lets pass. */
@NullMarked
package io.dynastore.spring.test;

import org.jspecify.annotations.NullMarked;
