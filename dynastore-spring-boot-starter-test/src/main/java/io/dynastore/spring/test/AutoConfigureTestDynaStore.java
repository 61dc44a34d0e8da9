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
 * Provides a DynamoDB for the tests of a whole application, in a {@code @SpringBootTest}:
 *
 * <ul>
 *   <li>The DynamoDB is an {@link io.dynastore.embedded.EmbeddedDynamoDb} in this JVM with its data in memory. Each application
 *       context has its own, which is a bean and is closed with the context. It listens on a port only if that is requested, for
 *       instance by the client that Spring Cloud AWS creates, which uses it unless it has an endpoint of its own. The
 *       application's properties, connection details and {@link io.dynastore.spring.DynaStoreClient} bean are ignored; only a
 *       container that the test connects by {@code @ServiceConnection} is used instead. An application that creates its own
 *       {@link io.dynastore.DynaStore} with another connection does not start.
 *   <li>The configured tables are created.
 *   <li>Before each test, all tables of the database are emptied and held leases are released. A service of Docker Compose is not
 *       emptied.
 *   <li>{@link TestTime} is a bean, which determines the time of the database, of expiry and of leases.
 *   <li>{@link io.dynastore.embedded.Faults} is a bean, by which a test makes requests fail. It is reset before each test.
 *   <li>Test classes with this annotation run one after the other, even if JUnit runs other classes in parallel.
 * </ul>
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
@ResourceLock(AutoConfigureTestDynaStore.RESOURCE)
public @interface AutoConfigureTestDynaStore {
    /** The JUnit resource that each test class locks, for other tests that must not run at the same time. */
    String RESOURCE = "io.dynastore.spring.test";

    /**
     * When tables are emptied and leases are released; before each test by default.
     *
     * @return the time of the reset
     */
    Reset reset() default Reset.BEFORE_EACH_TEST;

    /**
     * The tables to create, which overrides {@code dynastore.initialize-tables}; the configured tables by default.
     *
     * @return the mode
     */
    @PropertyMapping("dynastore.initialize-tables")
    TableInitializationMode initializeTables() default TableInitializationMode.ALWAYS;

    /** When tables are emptied and leases are released. */
    enum Reset {
        /** Before each test. */
        BEFORE_EACH_TEST,
        /** Before the first test of a class, for tests that build on one another. */
        BEFORE_FIRST_TEST,
        /** Never, for applications that write the entries that they need at startup. */
        NEVER
    }
}
