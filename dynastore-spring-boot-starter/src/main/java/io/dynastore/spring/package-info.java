/** What an application writes to use dynastore as Spring beans. */
@NullMarked
package io.dynastore.spring;

import org.jspecify.annotations.NullMarked;
