/** Changes of entries, handled by the methods of beans or published as events. */
@NullMarked
package io.dynastore.spring.watch;

import org.jspecify.annotations.NullMarked;
