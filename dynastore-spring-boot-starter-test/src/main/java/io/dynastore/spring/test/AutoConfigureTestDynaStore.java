package io.dynastore.spring.test;

import io.dynastore.spring.autoconfigure.TableInitializationMode;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.PropertyMapping;

/**
 * Gives dynastore a DynamoDB for tests, in a {@code @SpringBootTest} of a whole application:
 *
 * <ul>
 *   <li>It is an {@link io.dynastore.embedded.EmbeddedDynamoDb} in this JVM, in memory, one for each application context and
 *       closed with it. It is a bean, and listens on no port unless it is told to. Wherever the application's properties,
 *       connection details or {@link io.dynastore.spring.DynaStoreClient} bean lead, dynastore is not sent there; only to a
 *       container that the test connects by {@code @ServiceConnection}. An application that makes its own
 *       {@link io.dynastore.DynaStore} on AWS does not start.
 *   <li>The tables of the application's configuration are created.
 *   <li>All tables of the database are emptied before each test, and leases that are held given up. A service of Docker Compose
 *       is not emptied.
 *   <li>{@link TestTime} is a bean, which the database, expiry and leases follow.
 *   <li>{@link io.dynastore.embedded.Faults} is a bean, by which a test lets requests fail; none are left for the next test.
 *   <li>Test classes that have this annotation run one after the other where JUnit runs others in parallel.
 * </ul>
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
@ResourceLock(AutoConfigureTestDynaStore.RESOURCE)
public @interface AutoConfigureTestDynaStore {
    /** What JUnit locks for each test class; for other tests that must not run at the same time. */
    String RESOURCE = "io.dynastore.spring.test";

    /**
     * When tables are emptied and leases given up.
     *
     * @return before each test by default
     */
    Reset reset() default Reset.BEFORE_EACH_TEST;

    /**
     * Which tables to create, as {@code dynastore.initialize-tables}, which this overrides.
     *
     * @return those of the configuration by default
     */
    @PropertyMapping("dynastore.initialize-tables")
    TableInitializationMode initializeTables() default TableInitializationMode.ALWAYS;

    /** When tables are emptied and leases given up. */
    enum Reset {
        /** Before each test. */
        BEFORE_EACH_TEST,
        /** Before the first test of a class, for tests that go on from one another. */
        BEFORE_FIRST_TEST,
        /** Never, for applications that write at startup what they need. */
        NEVER
    }
}
