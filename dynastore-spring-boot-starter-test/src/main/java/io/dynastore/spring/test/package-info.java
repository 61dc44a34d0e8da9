/** Tests of components that use dynastore: a slice of the application, a database for each context, and a time that tests control. */
@NullMarked
package io.dynastore.spring.test;

import org.jspecify.annotations.NullMarked;
