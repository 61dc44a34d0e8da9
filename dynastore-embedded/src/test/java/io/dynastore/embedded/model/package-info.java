/** A naive model of DynamoDB, and random requests that compare the database with it. */
@NullMarked
package io.dynastore.embedded.model;

import org.jspecify.annotations.NullMarked;
