/** DynamoDB inside this JVM, for development and tests. */
@NullMarked
package io.dynastore.spring.embedded;

import org.jspecify.annotations.NullMarked;
