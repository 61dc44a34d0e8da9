/** The embedded database beside dynalite, another DynamoDB for tests that was checked against AWS. */
@NullMarked
package io.dynastore.embedded.differential;

import org.jspecify.annotations.NullMarked;
