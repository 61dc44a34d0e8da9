/** What only a socket can show: connections that are refused, held, reset or cut off between a client and a server. */
@NullMarked
package io.dynastore.testkit.net;

import org.jspecify.annotations.NullMarked;
