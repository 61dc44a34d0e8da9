package io.dynastore.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonFormat;
import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.spring.DynaStoreJson;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import tools.jackson.core.Version;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** What is stored depends on what is marked for dynastore, and on nothing that is meant for a web page. */
@ExtendWith(OutputCaptureExtension.class)
class StoredJsonTest {
    record Visit(
            String firstName,
            Instant at,
            LocalDate day,
            Duration took,

            @JsonFormat(pattern = "d MMMM uuuu", locale = JsonFormat.DEFAULT_LOCALE)
            LocalDate shown) {}

    private static final Visit VISIT = new Visit(
            "Ada",
            Instant.parse("2026-01-31T10:15:30Z"),
            LocalDate.parse("2026-01-31"),
            Duration.ofMinutes(90),
            LocalDate.parse("2026-03-01"));
    private static final String STORED =
            "{\"firstName\":\"Ada\",\"at\":\"2026-01-31T10:15:30Z\",\"day\":\"2026-01-31\","
                    + "\"took\":\"PT1H30M\",\"shown\":\"1 March 2026\"}";

    private final String table = TestDynamoDb.uniqueTable();
    private final ApplicationContextRunner runner = StarterContext.onTable(table)
            .withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class))
            .withPropertyValues("dynastore.partitions.visits.type=" + Visit.class.getName());

    @Test
    void datesAreStoredAsText() {
        runner.run(this::writesAsEver);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "property-naming-strategy=SNAKE_CASE",
                "datatype.datetime.write-dates-as-timestamps=true",
                "datatype.datetime.write-durations-as-timestamps=true",
                "default-property-inclusion=non_empty",
                "date-format=yyyy",
                "locale=de",
                "time-zone=Asia/Tokyo",
                "visibility.field=none",
                "serialization.wrap-root-value=true",
                "use-jackson2-defaults=true",
            })
    void propertiesForTheWebHaveNoInfluence(String property) {
        runner.withPropertyValues("spring.jackson." + property).run(this::writesAsEver);
    }

    @Configuration(proxyBeanMethods = false)
    static class ForTheWeb {
        @Bean
        JacksonModule renaming() {
            return snakeCase("renaming");
        }

        @Bean
        JsonMapperBuilderCustomizer upperCase() {
            return builder -> builder.propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OtherMappers {
        @Bean
        @Primary
        JsonMapper web() {
            return JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                    .build();
        }

        @Bean
        JsonMapper queue() {
            return JsonMapper.builder()
                    .enable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .build();
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {ForTheWeb.class, OtherMappers.class})
    void beansForTheWebHaveNoInfluence(Class<?> beans) {
        runner.withUserConfiguration(beans).run(this::writesAsEver);
    }

    @Test
    void theMachinesLocaleHasNoInfluence() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            runner.run(this::writesAsEver);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void whatWasStoredIsReadAfterTheWebHasChanged() {
        runner.run(context -> visits(context).put("ada", VISIT));
        runner.withPropertyValues("spring.jackson.property-naming-strategy=SNAKE_CASE")
                .run(context -> {
                    Entry<Visit> modified = visits(context).modify("ada", visit -> visit);
                    assertThat(modified.value()).isEqualTo(VISIT);
                    assertThat(payload()).isEqualTo(STORED);
                });
    }

    static final class MoneyModule extends JacksonModule {
        @Override
        public String getModuleName() {
            return "money";
        }

        @Override
        public Version version() {
            return Version.unknownVersion();
        }

        @Override
        public void setupModule(SetupContext context) {}
    }

    @Configuration(proxyBeanMethods = false)
    static class MarkedModules {
        @Bean(defaultCandidate = false)
        @DynaStoreJson
        JacksonModule renaming() {
            return snakeCase("renaming");
        }

        // tag::json[]
        @Bean(defaultCandidate = false) // for dynastore alone
        @DynaStoreJson
        JacksonModule money() {
            return new MoneyModule();
        }
        // end::json[]
    }

    @Configuration(proxyBeanMethods = false)
    static class MarkedMapper {
        @Bean(defaultCandidate = false)
        @DynaStoreJson
        JsonMapper stored() {
            return JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {MarkedModules.class, MarkedMapper.class})
    void markedBeansDecide(Class<?> marked) {
        runner.withUserConfiguration(marked).run(context -> {
            assertThat(visits(context).put("ada", VISIT).value()).isEqualTo(VISIT);
            assertThat(payload()).contains("\"first_name\":\"Ada\"", "\"at\":\"2026-01-31T10:15:30Z\"");
            assertThat(context.getBean(JsonMapper.class).writeValueAsString(VISIT))
                    .contains("\"firstName\"");
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class SecondMapper {
        @Bean(defaultCandidate = false)
        @DynaStoreJson
        JsonMapper second() {
            return new JsonMapper();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class NoMapper {
        @Bean
        @DynaStoreJson
        String json() {
            return "{}";
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import({MarkedMapper.class, SecondMapper.class})
    static class TwoMappers {}

    @Configuration(proxyBeanMethods = false)
    @Import({MarkedMapper.class, MarkedModules.class})
    static class MapperAndModules {}

    @Test
    void severalMarkedMappersEndTheStart(CapturedOutput output) {
        assertThat(message(output, TwoMappers.class))
                .contains("dynastore does not know which JsonMapper to use for stored values. There are 2 that are"
                        + " annotated with @DynaStoreJson: [stored, second].")
                .contains("Annotate only one of them with @DynaStoreJson");
    }

    @Test
    void modulesThatAMarkedMapperLacksEndTheStart(CapturedOutput output) {
        assertThat(message(output, MapperAndModules.class))
                .contains("the modules would have no influence on that mapper")
                .contains("Add the modules to the mapper where it is built");
    }

    @Test
    void aMarkedBeanOfAnotherTypeEndsTheStart(CapturedOutput output) {
        assertThat(message(output, NoMapper.class))
                .contains("The bean 'json' is annotated with @DynaStoreJson, but its type is neither")
                .contains("Declare it with one of these types, which are those of Jackson 3");
    }

    private static String message(CapturedOutput output, Class<?> beans) {
        return FailedStart.message(output, beans, FailedStart.notEmbedded("dynastore.table.name=T"));
    }

    record WithMore(
            String name, @JsonAnyGetter @JsonAnySetter Map<String, Object> more) {}

    static class BeanWithMore {
        public String name = "";
        private final Map<String, Object> more = new HashMap<>();

        @JsonAnyGetter
        Map<String, Object> more() {
            return more;
        }

        @JsonAnySetter
        void set(String property, Object value) {
            more.put(property, value);
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {WithMore.class, BeanWithMore.class})
    void fieldsMayBeOfPropertiesThatOnlyAValueHas(Class<?> type) {
        runner.withPropertyValues(
                        "dynastore.partitions.notes.type=" + type.getName(),
                        "dynastore.partitions.notes.fields=created")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    put(context, JsonMapper.shared().readValue("{\"name\":\"a\",\"created\":\"2026\"}", type));
                    assertThat(TestDynamoDb.item(table, "notes", "a")
                                    .get("created")
                                    .s())
                            .isEqualTo("2026");
                });
    }

    @SuppressWarnings("unchecked")
    private static void put(ApplicationContext context, Object value) {
        ((Partition<Object>) context.getBean("notes")).put("a", value);
    }

    private void writesAsEver(ApplicationContext context) {
        assertThat(visits(context).put("ada", VISIT).value()).isEqualTo(VISIT);
        assertThat(payload()).isEqualTo(STORED);
    }

    private String payload() {
        return TestDynamoDb.item(table, "visits", "ada").get("payload").s();
    }

    @SuppressWarnings("unchecked")
    private static Partition<Visit> visits(ApplicationContext context) {
        return context.getBean("visits", Partition.class);
    }

    private static SimpleModule snakeCase(String name) {
        return new SimpleModule(name) {
            @Override
            public void setupModule(SetupContext context) {
                context.insertAnnotationIntrospector(new NopAnnotationIntrospector() {
                    @Override
                    public Object findNamingStrategy(MapperConfig<?> config, AnnotatedClass type) {
                        return PropertyNamingStrategies.SnakeCaseStrategy.class;
                    }
                });
            }
        };
    }
}
