/** Auto-configuration of entries, pages, revisions and failures in HTTP. */
@NullMarked
package io.dynastore.spring.autoconfigure.web;

import org.jspecify.annotations.NullMarked;
