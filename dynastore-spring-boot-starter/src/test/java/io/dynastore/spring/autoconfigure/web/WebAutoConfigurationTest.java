package io.dynastore.spring.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.spring.web.DynaStoreJacksonModule;
import io.dynastore.spring.web.DynaStoreWebMvcConfigurer;
import io.dynastore.spring.web.EntryHandlerMethods;
import io.dynastore.spring.web.ProblemAdvice;
import io.dynastore.spring.web.RevisionConverter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

class WebAutoConfigurationTest {
    private final WebApplicationContextRunner web = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DynaStoreWebAutoConfiguration.class,
                    JacksonAutoConfiguration.class,
                    WebMvcAutoConfiguration.class));

    @Configuration(proxyBeanMethods = false)
    static class Own {
        @Bean
        DynaStoreJacksonModule module() {
            return new DynaStoreJacksonModule();
        }

        @Bean
        RevisionConverter converter() {
            return new RevisionConverter();
        }

        @Bean
        static EntryHandlerMethods methods() {
            return new EntryHandlerMethods();
        }
    }

    @Test
    void aWebApplicationHasItWithoutAStore() {
        web.run(context -> assertThat(context)
                .hasNotFailed()
                .hasSingleBean(DynaStoreJacksonModule.class)
                .hasSingleBean(RevisionConverter.class)
                .hasSingleBean(EntryHandlerMethods.class)
                .hasSingleBean(DynaStoreWebMvcConfigurer.class)
                .doesNotHaveBean(ProblemAdvice.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dynastore.web.enabled=false", "dynastore.enabled=false"})
    void aPropertySwitchesItOff(String property) {
        web.withPropertyValues(property)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(DynaStoreJacksonModule.class)
                        .doesNotHaveBean(RevisionConverter.class)
                        .doesNotHaveBean(EntryHandlerMethods.class)
                        .doesNotHaveBean(DynaStoreWebMvcConfigurer.class));
    }

    @Test
    void beansOfTheApplicationReplaceIt() {
        web.withUserConfiguration(Own.class)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(DynaStoreJacksonModule.class)
                        .hasSingleBean(RevisionConverter.class)
                        .hasSingleBean(EntryHandlerMethods.class)
                        .hasBean("module")
                        .hasBean("converter")
                        .hasBean("methods"));
    }

    @Test
    void anApplicationWithoutSpringMvcHasNothingOfIt() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(DynaStoreWebAutoConfiguration.class))
                .run(context -> assertThat(context).doesNotHaveBean(DynaStoreJacksonModule.class));
        new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(DynaStoreWebAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader(WebMvcConfigurer.class))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(EntryHandlerMethods.class)
                        .doesNotHaveBean(DynaStoreWebMvcConfigurer.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "webmvc.test.autoconfigure.AutoConfigureWebMvc",
                "webflux.test.autoconfigure.AutoConfigureWebFlux"
            })
    void aSliceHasIt(String annotation) throws IOException {
        try (InputStream imports = Objects.requireNonNull(getClass()
                .getResourceAsStream("/META-INF/spring/org.springframework.boot." + annotation + ".imports"))) {
            assertThat(new String(imports.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualToIgnoringNewLines(DynaStoreWebAutoConfiguration.class.getName());
        }
    }
}
