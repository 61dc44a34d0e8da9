/** Tools that the tests of several modules share. */
@NullMarked
package io.dynastore.testkit;

import org.jspecify.annotations.NullMarked;
