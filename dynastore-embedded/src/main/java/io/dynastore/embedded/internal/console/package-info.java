/** Pages that show tables and items to a browser. Not part of the API. */
@NullMarked
package io.dynastore.embedded.internal.console;

import org.jspecify.annotations.NullMarked;
