package io.dynastore.spring.autoconfigure;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Says what to do when an operation during the start, in a constructor or a runner of the application, does not reach
 * DynamoDB or is refused. Of an exception that many use it takes only what a request of dynastore's own has thrown, and
 * leaves even that to whoever else knows more.
 */
@Order(Ordered.LOWEST_PRECEDENCE)
final class OperationFailureAnalyzer extends AbstractFailureAnalyzer<SdkException> {
    private static final String CLIENT = "software.amazon.awssdk.services.dynamodb";
    private static final Set<String> CORE =
            Set.of("io.dynastore", "io.dynastore.internal", "io.dynastore.jackson", "io.dynastore.lease");

    private final EmbeddedState embedded;

    OperationFailureAnalyzer(BeanFactory beans, Environment environment) {
        this.embedded =
                new EmbeddedState((ConfigurableListableBeanFactory) beans, (ConfigurableEnvironment) environment);
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SdkException cause) {
        List<StackTraceElement> callers = callersOfTheClient(cause);
        if (callers.isEmpty()
                || !isCore(callers.get(0))
                || findCause(rootFailure, FailureAnalyzedException.class) != null) {
            return null;
        }
        ClientDiagnosis diagnosis = ClientDiagnosis.of(cause, endpoint(), null, embedded.withoutAws());
        if (diagnosis == null) {
            return null;
        }
        return new FailureAnalysis(
                "dynastore cannot do what " + userOf(callers) + " asks it for, because " + diagnosis.reason(),
                diagnosis.action()
                        + (diagnosis.kind() != ClientDiagnosis.Kind.INVALID
                                ? ""
                                : " With 'dynastore.initialize-tables' set to 'always', a table is compared with its"
                                        + " configuration when the application starts."),
                cause);
    }

    /** Hooks, which are called on the way to the client, are not meant. */
    private static String userOf(List<StackTraceElement> callers) {
        int operation = 0;
        while (operation < callers.size() && !isOperation(callers.get(operation))) {
            operation++;
        }
        return callers.stream()
                .skip(operation == callers.size() ? 0 : operation)
                .filter(frame -> !isCore(frame) && !packageOf(frame).startsWith("java."))
                .findFirst()
                .map(frame -> frame.getClassName() + "." + frame.getMethodName() + " (" + frame.getFileName() + ":"
                        + frame.getLineNumber() + ")")
                .orElse("the application");
    }

    private static boolean isOperation(StackTraceElement frame) {
        return frame.getClassName().equals("io.dynastore.OperationRunner")
                && frame.getMethodName().equals("run");
    }

    private static boolean isCore(StackTraceElement frame) {
        return CORE.contains(packageOf(frame));
    }

    private static String packageOf(StackTraceElement frame) {
        return ClassUtils.getPackageName(frame.getClassName());
    }

    /** Whoever sent the request comes first. Empty for what no request for DynamoDB has thrown. */
    private static List<StackTraceElement> callersOfTheClient(SdkException failure) {
        List<StackTraceElement> frames = List.of(failure.getStackTrace());
        int client = -1;
        for (int i = 0; i < frames.size(); i++) {
            boolean isClient = packageOf(frames.get(i)).equals(CLIENT);
            if (client >= 0 && !isClient) {
                return frames.subList(i, frames.size());
            }
            client = isClient ? i : client;
        }
        return List.of();
    }

    /** As far as the configuration tells; it is read anew, because the context is gone. */
    private @Nullable URI endpoint() {
        String endpoint = embedded.environment().getProperty("dynastore.endpoint");
        return StringUtils.hasText(endpoint) ? PropertiesConnectionDetails.parse(endpoint) : null;
    }
}
