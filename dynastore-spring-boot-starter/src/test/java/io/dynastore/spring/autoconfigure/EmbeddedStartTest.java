package io.dynastore.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedStartTest {
    private static final String EXPLODED = "file:/home/ada/shop/target/classes/";

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # enabled, code,                                                    variable,                              permitted
            -,         file:/home/ada/shop/target/classes/,                     -,                                     true
            -,         file:/home/ada/shop/build/classes/java/main/,            -,                                     true
            -,         file:/C:/shop/out/production/shop/,                      -,                                     true
            -,         file:/home/ada/shop/target/classes/,                     PATH,                                  true
            -,         file:/home/ada/shop/target/classes/,                     AWS_REGION,                            true
            -,         file:/home/ada/shop/target/classes/,                     AWS_LAMBDA_FUNCTION_NAME,              false
            -,         file:/home/ada/shop/target/classes/,                     AWS_EXECUTION_ENV,                     false
            -,         file:/home/ada/shop/target/classes/,                     ECS_CONTAINER_METADATA_URI,            false
            -,         file:/home/ada/shop/target/classes/,                     ECS_CONTAINER_METADATA_URI_V4,         false
            -,         file:/home/ada/shop/target/classes/,                     AWS_CONTAINER_CREDENTIALS_RELATIVE_URI, false
            -,         file:/home/ada/shop/target/classes/,                     AWS_CONTAINER_CREDENTIALS_FULL_URI,    false
            -,         file:/home/ada/shop/target/classes/,                     AWS_CONTAINER_CREDENTIALS_ANY_OTHER,   false
            -,         file:/home/ada/shop/target/classes/,                     AWS_WEB_IDENTITY_TOKEN_FILE,           false
            -,         file:/home/ada/shop/target/classes/,                     KUBERNETES_SERVICE_HOST,               false
            -,         file:/srv/shop.jar,                                      -,                                     false
            -,         jar:file:/srv/shop.jar!/,                                -,                                     false
            -,         jar:nested:/srv/shop.jar/!BOOT-INF/classes/!/,           -,                                     false
            -,         jar:nested:/srv/shop.jar/!BOOT-INF/lib/shop-1.0.jar!/,   -,                                     false
            -,         file:/srv/shop/BOOT-INF/classes/,                        -,                                     false
            -,         file:/opt/tomcat/webapps/shop/WEB-INF/classes/,          -,                                     false
            -,         resource:/,                                              -,                                     false
            -,         -,                                                       -,                                     false
            true,      file:/srv/shop.jar,                                      -,                                     true
            true,      jar:nested:/srv/shop.jar/!BOOT-INF/classes/!/,           KUBERNETES_SERVICE_HOST,               true
            true,      -,                                                       AWS_LAMBDA_FUNCTION_NAME,              true
            false,     file:/home/ada/shop/target/classes/,                     -,                                     false
            """)
    void startsByItselfOnlyWhereAnApplicationIsDeveloped(
            @Nullable Boolean enabled, @Nullable String code, @Nullable String variable, boolean permitted) {
        Set<String> variables = variable == null ? Set.of("HOME") : Set.of("HOME", variable);
        assertThat(EmbeddedStart.decide(enabled, code, variables).permitted()).isEqualTo(permitted);
    }

    @Test
    void saysWhy() {
        assertThat(reason(true, null)).isEqualTo("'dynastore.embedded.enabled' is true");
        assertThat(reason(null, EXPLODED)).isEqualTo("the application's classes come from the directory " + EXPLODED);
    }

    @Test
    void saysWhyNot() {
        assertThat(reason(false, EXPLODED)).isEqualTo("'dynastore.embedded.enabled' is false");
        assertThat(reason(null, "file:/srv/shop.jar"))
                .isEqualTo("the application is packaged: its classes come from file:/srv/shop.jar");
        assertThat(reason(null, null)).isEqualTo("the location of the application's classes is unknown");
        assertThat(reason(null, EXPLODED, "KUBERNETES_SERVICE_HOST", "AWS_EXECUTION_ENV"))
                .isEqualTo(
                        "the environment variable AWS_EXECUTION_ENV is set, which shows that the application is deployed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws_execution_env", "MY_AWS_EXECUTION_ENV", "AWS_EXECUTION_ENV_OF_OURS", "AWS_CONTAINER"})
    void namesAreCompared(String other) {
        assertThat(EmbeddedStart.decide(null, EXPLODED, Set.of(other)).permitted())
                .isTrue();
    }

    private static String reason(@Nullable Boolean enabled, @Nullable String code, String... variables) {
        return EmbeddedStart.decide(enabled, code, Set.of(variables)).reason();
    }
}
