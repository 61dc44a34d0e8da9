package io.dynastore.spring.autoconfigure;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The decision whether the embedded DynamoDB may start if no connection is configured. By default its data is in memory, so it
 * starts by itself only if the application is being developed or tested: from a class path of directories, and outside containers
 * and functions.
 *
 * @param permitted whether it may start
 * @param reason the reason, as the end of a sentence
 */
record EmbeddedStart(boolean permitted, String reason) {
    static final String PROPERTY = "dynastore.embedded.enabled";

    /** Environment variables that Lambda, ECS, EKS and Kubernetes set. */
    private static final Set<String> DEPLOYED = Set.of(
            "AWS_EXECUTION_ENV",
            "AWS_LAMBDA_FUNCTION_NAME",
            "AWS_WEB_IDENTITY_TOKEN_FILE",
            "ECS_CONTAINER_METADATA_URI",
            "ECS_CONTAINER_METADATA_URI_V4",
            "KUBERNETES_SERVICE_HOST");

    private static final String CONTAINER_CREDENTIALS = "AWS_CONTAINER_CREDENTIALS_";

    /** Directories of an unpacked archive: an application that was packaged is not being developed. */
    private static final List<String> UNPACKED = List.of("/BOOT-INF/classes/", "/WEB-INF/classes/");

    /**
     * Decides from the properties of the application.
     *
     * @param enabled the property, or null if it is not set
     * @param code the URL that the application's classes come from, or null if it is unknown
     * @param variables the names of all environment variables
     * @return the decision
     */
    static EmbeddedStart decide(@Nullable Boolean enabled, @Nullable String code, Set<String> variables) {
        if (enabled != null) {
            return new EmbeddedStart(enabled, "'" + PROPERTY + "' is " + enabled);
        }
        Optional<String> deployed = variables.stream()
                .filter(name -> DEPLOYED.contains(name) || name.startsWith(CONTAINER_CREDENTIALS))
                .min(Comparator.naturalOrder());
        if (deployed.isPresent()) {
            return no("the environment variable " + deployed.get()
                    + " is set, which shows that the application is deployed");
        }
        if (code == null) {
            return no("the location of the application's classes is unknown");
        }
        return isExploded(code)
                ? new EmbeddedStart(true, "the application's classes come from the directory " + code)
                : no("the application is packaged: its classes come from " + code);
    }

    private static EmbeddedStart no(String reason) {
        return new EmbeddedStart(false, reason);
    }

    /** The URL of a directory ends with a slash, and that of a jar does not. */
    static boolean isExploded(String code) {
        return code.startsWith("file:")
                && code.endsWith("/")
                && UNPACKED.stream().noneMatch(code::endsWith);
    }
}
