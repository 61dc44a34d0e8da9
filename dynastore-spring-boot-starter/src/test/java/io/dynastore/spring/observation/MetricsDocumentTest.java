package io.dynastore.spring.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.spring.observation.DynaStoreMeterDocumentation.ChangeKeyNames;
import io.dynastore.spring.observation.DynaStoreMeterDocumentation.FeedKeyNames;
import io.dynastore.spring.observation.DynaStoreMeterDocumentation.IdempotencyKeyNames;
import io.dynastore.spring.observation.DynaStoreMeterDocumentation.LeaseEndKeyNames;
import io.dynastore.spring.observation.DynaStoreMeterDocumentation.LeaseKeyNames;
import io.dynastore.spring.observation.DynaStoreMeterDocumentation.OperationKeyNames;
import io.dynastore.spring.observation.DynaStoreObservationDocumentation.HighCardinalityKeyNames;
import io.dynastore.spring.observation.DynaStoreObservationDocumentation.LowCardinalityKeyNames;
import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.config.NamingConvention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That docs/metrics.md says what there is. */
class MetricsDocumentTest {
    private final List<String> lines;

    MetricsDocumentTest() throws IOException {
        lines = Files.readAllLines(Path.of("../docs/metrics.md"));
    }

    @Test
    void everyObservationIsDocumented() {
        assertThat(String.join("\n", lines))
                .contains(Arrays.stream(DynaStoreObservationDocumentation.values())
                        .map(observation -> "`" + observation.getName() + "` is")
                        .toList());
        assertThat(DynaStoreObservationDocumentation.OPERATION.getName())
                .isEqualTo(new DefaultDynaStoreObservationConvention().getName());
    }

    @Test
    void theKeysOfTheObservationAreDocumented() {
        assertThat(firstColumn("| low-cardinality key |")).isEqualTo(names(LowCardinalityKeyNames.values()));
        assertThat(firstColumn("| high-cardinality key,")).isEqualTo(names(HighCardinalityKeyNames.values()));
    }

    @Test
    void everyMeterIsDocumentedWithItsTypeAndItsNameInPrometheus() {
        assertThat(rows("| meter |").map(row -> row[1] + " " + row[2] + " " + row[4]))
                .containsExactlyElementsOf(Arrays.stream(DynaStoreMeterDocumentation.values())
                        .map(meter -> "`" + meter.getName() + "` "
                                + meter.getType().name().toLowerCase(Locale.ROOT) + " `" + prometheus(meter) + "`")
                        .toList());
    }

    @Test
    void theKeysOfTheMetersAreDocumented() {
        assertThat(firstColumn("| key of the meters |"))
                .containsExactlyInAnyOrderElementsOf(names(Stream.of(
                                OperationKeyNames.values(),
                                LeaseKeyNames.values(),
                                LeaseEndKeyNames.values(),
                                IdempotencyKeyNames.values(),
                                FeedKeyNames.values(),
                                ChangeKeyNames.values())
                        .flatMap(Arrays::stream)
                        .toArray(KeyName[]::new)));
    }

    /** What a meter is called in Prometheus. */
    static String prometheus(DynaStoreMeterDocumentation meter) {
        String name = NamingConvention.snakeCase.name(meter.getName(), meter.getType());
        String unit = meter.getBaseUnit() == null ? "" : "_" + meter.getBaseUnit();
        return switch (meter.getType()) {
            case COUNTER -> name + unit + "_total";
            case TIMER -> name + "_seconds";
            default -> name + unit;
        };
    }

    private static List<String> names(KeyName[] keys) {
        return Arrays.stream(keys).map(KeyName::asString).distinct().toList();
    }

    private List<String> firstColumn(String head) {
        return rows(head).map(row -> row[1].replace("`", "")).toList();
    }

    /** The cells of the rows of the table that begins so. */
    private Stream<String[]> rows(String head) {
        return lines.stream()
                .dropWhile(line -> !line.startsWith(head))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\s*\\|\\s*"));
    }
}
