/** Codecs that store values and fields as JSON with Jackson 3. Only this package needs Jackson on the class path. */
@NullMarked
package io.dynastore.jackson;

import org.jspecify.annotations.NullMarked;
