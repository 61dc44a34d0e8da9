package io.dynastore.spring.autoconfigure;

import io.dynastore.DynaStore;
import io.dynastore.lease.Leases;
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
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Analyzes an operation at startup, in a constructor or a runner of the application, that does not reach DynamoDB or is rejected.
 * Other libraries throw the same exceptions, so only those that a request of dynastore has thrown are analyzed, after all other
 * analyzers.
 */
@Order(Ordered.LOWEST_PRECEDENCE)
final class OperationFailureAnalyzer extends AbstractFailureAnalyzer<SdkException> {
    private static final String CLIENT = DynamoDbClient.class.getPackageName();

    /** Packages of dynastore whose classes send requests. */
    private static final Set<String> CORE = Set.of(DynaStore.class.getPackageName(), Leases.class.getPackageName());

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
                "dynastore cannot execute the operation that " + userOf(callers) + " calls, because "
                        + diagnosis.reason(),
                diagnosis.action()
                        + (diagnosis.kind() != ClientDiagnosis.Kind.INVALID
                                ? ""
                                : " If 'dynastore.initialize-tables' is 'always', tables are compared with their"
                                        + " configuration at startup."),
                cause);
    }

    /** Returns the outermost caller of dynastore: hooks are called between dynastore and the client. */
    private static String userOf(List<StackTraceElement> callers) {
        int outermost = callers.size() - 1;
        while (!isCore(callers.get(outermost))) {
            outermost--;
        }
        return callers.stream()
                .skip(outermost + 1L)
                .filter(frame -> !packageOf(frame).startsWith("java."))
                .findFirst()
                .map(frame -> frame.getClassName() + "." + frame.getMethodName() + " (" + frame.getFileName() + ":"
                        + frame.getLineNumber() + ")")
                .orElse("the application");
    }

    private static boolean isCore(StackTraceElement frame) {
        return CORE.contains(packageOf(frame));
    }

    private static String packageOf(StackTraceElement frame) {
        return ClassUtils.getPackageName(frame.getClassName());
    }

    /** Returns the callers of the client, innermost first, or an empty list if no request to DynamoDB has thrown the failure. */
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

    /** Returns the configured endpoint. The property is read again, because the context has been closed. */
    private @Nullable URI endpoint() {
        String endpoint = embedded.environment().getProperty("dynastore.endpoint");
        return StringUtils.hasText(endpoint) ? PropertiesConnectionDetails.parse(endpoint) : null;
    }
}
