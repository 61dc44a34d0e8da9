/** Values and fields as JSON, by Jackson 3. The only package that needs Jackson on the class path. */
@NullMarked
package io.dynastore.jackson;

import org.jspecify.annotations.NullMarked;
