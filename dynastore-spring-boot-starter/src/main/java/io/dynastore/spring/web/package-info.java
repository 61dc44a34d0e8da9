/** Entries, pages, revisions and failures of the store in HTTP, for the controllers of an application. */
@NullMarked
package io.dynastore.spring.web;

import org.jspecify.annotations.NullMarked;
