package io.dynastore.spring.embedded;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.util.ClassUtils;

/**
 * Log levels that keep DynamoDB Local's chatter out of the application's log: it logs two lines for each request, and
 * a stack trace for each failed condition, all of which the client is told anyway. A level that the application has
 * set, for the logger or one above it other than the root, stands.
 */
final class QuietLogging {

    private static final Log logger = LogFactory.getLog(QuietLogging.class);

    private static final String DYNAMODB_LOCAL = "software.amazon.dynamodb.services.local";

    private static final String REQUESTS = DYNAMODB_LOCAL + ".server.LocalDynamoDBServerHandler";

    /** Deletes what has expired, and logs a stack trace when the database is closed under it; the next run makes up. */
    private static final String JOBS = DYNAMODB_LOCAL + ".shared.jobs";

    private static final String JETTY = "org.eclipse.jetty";

    private static final String BOOT_ON_JETTY = "org.springframework.boot.jetty.JettyWebServer";

    private QuietLogging() {}

    static void apply() {
        ClassLoader classLoader = QuietLogging.class.getClassLoader();
        try {
            LoggingSystem system = LoggingSystem.get(classLoader);
            Map<String, LogLevel> levels = levels(classLoader);
            // All are looked at before one is set: they are each other's parents.
            List<String> unset = levels.keySet().stream()
                    .filter(name -> !isSet(system, name))
                    .toList();
            unset.forEach(name -> system.setLogLevel(name, levels.get(name)));
        } catch (RuntimeException ex) {
            logger.debug("The log levels of the embedded DynamoDB could not be set", ex);
        }
    }

    private static Map<String, LogLevel> levels(ClassLoader classLoader) {
        Map<String, LogLevel> levels = new HashMap<>();
        levels.put(DYNAMODB_LOCAL, LogLevel.WARN);
        levels.put(REQUESTS, LogLevel.ERROR);
        levels.put(JOBS, LogLevel.OFF);
        // Where the application's own web server is a Jetty, what it logs is not ours to hide.
        if (!ClassUtils.isPresent(BOOT_ON_JETTY, classLoader)) {
            levels.put(JETTY, LogLevel.WARN);
        }
        return levels;
    }

    private static boolean isSet(LoggingSystem system, String name) {
        for (String at = name; !at.isEmpty(); at = at.substring(0, Math.max(0, at.lastIndexOf('.')))) {
            LoggerConfiguration configuration = system.getLoggerConfiguration(at);
            if (configuration != null && configuration.getConfiguredLevel() != null) {
                return true;
            }
        }
        return false;
    }
}
