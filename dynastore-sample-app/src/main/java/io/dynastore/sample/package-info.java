/** A small CRM, written as a user of the starter would write it. */
@NullMarked
package io.dynastore.sample;

import org.jspecify.annotations.NullMarked;
