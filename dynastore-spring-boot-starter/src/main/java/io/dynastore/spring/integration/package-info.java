/** The locks of Spring Integration, on leases. */
@NullMarked
package io.dynastore.spring.integration;

import org.jspecify.annotations.NullMarked;
