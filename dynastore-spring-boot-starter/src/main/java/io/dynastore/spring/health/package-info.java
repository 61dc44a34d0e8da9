/** Health indicators of tables and change feeds for Spring Boot's actuator. */
@NullMarked
package io.dynastore.spring.health;

import org.jspecify.annotations.NullMarked;
