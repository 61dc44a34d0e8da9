package io.dynastore.spring.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.spring.observation.DynaStoreMeterDocumentation.ChangeKeyNames;
import io.dynastore.spring.observation.DynaStoreMeterDocumentation.FeedKeyNames;
import io.dynastore.spring.observation.DynaStoreMeterDocumentation.LeaseEndKeyNames;
import io.dynastore.spring.observation.DynaStoreMeterDocumentation.LeaseKeyNames;
import io.dynastore.spring.observation.DynaStoreMeterDocumentation.OperationKeyNames;
import io.dynastore.spring.observation.DynaStoreObservationDocumentation.LowCardinalityKeyNames;
import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The alert rules of docs/operations.md ask for meters and keys that there are. */
class AlertRulesTest {
    private static final Pattern METER = Pattern.compile("\\bdynastore_\\w+(?=[{\\[])");
    private static final Pattern KEY = Pattern.compile("(?<=[({,] ?)(?:db|dynastore|error)_\\w+(?=[,)]|=)");

    private final List<String> expressions;

    AlertRulesTest() throws IOException {
        String rules = Pattern.compile("```yaml\\R(groups:.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs/operations.md")))
                .results()
                .map(block -> block.group(1))
                .findAny()
                .orElseThrow();
        Map<String, List<Map<String, Object>>> file = new Yaml().load(rules);
        expressions = file.get("groups").stream()
                .flatMap(group -> ((List<?>) group.get("rules")).stream())
                .map(rule -> (String) ((Map<?, ?>) rule).get("expr"))
                .toList();
    }

    @Test
    void everyMeterOfARuleIsDocumented() {
        assertThat(found(METER)).isNotEmpty().isSubsetOf(documentedMeters());
    }

    @Test
    void everyKeyOfARuleIsDocumented() {
        assertThat(found(KEY)).isNotEmpty().isSubsetOf(documentedKeys());
    }

    private Set<String> found(Pattern pattern) {
        return expressions.stream()
                .flatMap(expression -> pattern.matcher(expression).results().map(MatchResult::group))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Timers with the parts that they are published in. */
    private static Set<String> documentedMeters() {
        Set<String> timers = new TreeSet<>(Set.of("dynastore_operation_seconds"));
        Set<String> names = new TreeSet<>();
        for (DynaStoreMeterDocumentation meter : DynaStoreMeterDocumentation.values()) {
            (meter.getType() == Meter.Type.TIMER ? timers : names).add(MetricsDocumentTest.prometheus(meter));
        }
        timers.forEach(timer -> Stream.of("_count", "_sum", "_max").forEach(part -> names.add(timer + part)));
        return names;
    }

    private static Set<String> documentedKeys() {
        return Stream.<KeyName[]>of(
                        LowCardinalityKeyNames.values(),
                        OperationKeyNames.values(),
                        LeaseKeyNames.values(),
                        LeaseEndKeyNames.values(),
                        FeedKeyNames.values(),
                        ChangeKeyNames.values())
                .flatMap(Arrays::stream)
                .map(key -> key.asString().replace('.', '_'))
                .collect(Collectors.toSet());
    }
}
