package io.dynastore.spring.autoconfigure;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.spring.autoconfigure.watch.WatchProperties;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an IDE shows of the properties. */
class MetadataTest {
    private static final Map<String, JsonNode> PROPERTIES = new TreeMap<>();

    @BeforeAll
    static void read() throws IOException {
        try (InputStream json =
                DynaStoreProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            JsonMapper.shared()
                    .readTree(json)
                    .get("properties")
                    .forEach(property -> PROPERTIES.put(property.get("name").asString(), property));
        }
    }

    @Test
    void everyPropertyIsThere() {
        assertThat(PROPERTIES)
                .containsOnlyKeys(
                        "dynastore.client.api-call-attempt-timeout",
                        "dynastore.client.api-call-timeout",
                        "dynastore.client.connection-acquisition-timeout",
                        "dynastore.client.max-connections",
                        "dynastore.embedded.enabled",
                        "dynastore.embedded.path",
                        "dynastore.embedded.port",
                        "dynastore.enabled",
                        "dynastore.endpoint",
                        "dynastore.health.feed-stalled-after",
                        "dynastore.health.timeout",
                        "dynastore.idempotency.clock-skew",
                        "dynastore.idempotency.enabled",
                        "dynastore.idempotency.lease",
                        "dynastore.idempotency.look-first",
                        "dynastore.idempotency.partition",
                        "dynastore.idempotency.retention",
                        "dynastore.idempotency.waiting",
                        "dynastore.idempotency.web.filter-order",
                        "dynastore.idempotency.web.max-body-size",
                        "dynastore.idempotency.web.recorded-headers",
                        "dynastore.idempotency.web.recorded-statuses",
                        "dynastore.idempotency.web.scope",
                        "dynastore.initialize-tables",
                        "dynastore.leases.clock-skew",
                        "dynastore.leases.duration",
                        "dynastore.leases.enabled",
                        "dynastore.leases.expiry-warning",
                        "dynastore.leases.holder",
                        "dynastore.leases.max-concurrent-requests",
                        "dynastore.leases.partition",
                        "dynastore.leases.poll-interval",
                        "dynastore.leases.renewal",
                        "dynastore.leases.retention",
                        "dynastore.leases.shedlock.enabled",
                        "dynastore.leases.shedlock.prefix",
                        "dynastore.leases.spring-integration.enabled",
                        "dynastore.leases.spring-integration.prefix",
                        "dynastore.leases.takeover-by-deadline",
                        "dynastore.partitions",
                        "dynastore.priming.enabled",
                        "dynastore.region",
                        "dynastore.table.billing-mode",
                        "dynastore.table.global-indexes",
                        "dynastore.table.local-indexes",
                        "dynastore.table.name",
                        "dynastore.table.partition-key",
                        "dynastore.table.read-capacity",
                        "dynastore.table.sort-key",
                        "dynastore.table.stream",
                        "dynastore.table.write-capacity",
                        "dynastore.tables",
                        "dynastore.watch.enabled",
                        "dynastore.watch.groups",
                        "dynastore.web.enabled",
                        "management.endpoint.dynastore.access",
                        "management.endpoint.dynastore.cache.time-to-live",
                        "management.health.dynastore-feeds.enabled",
                        "management.health.dynastore.enabled");
    }

    @Test
    void thesePropertiesAreKnownAtStartup() {
        List<String> known = KnownKey.ALL.stream().map(KnownKey::toString).toList();
        List<String> described = PROPERTIES.keySet().stream()
                .filter(name -> name.startsWith("dynastore."))
                .flatMap(MetadataTest::keys)
                .toList();
        assertThat(known).containsExactlyInAnyOrderElementsOf(described);
    }

    private static Stream<String> keys(String property) {
        return switch (property) {
            case "dynastore.partitions" -> keys(property, PartitionProperties.class);
            case "dynastore.watch.groups" -> keys(property, WatchProperties.GroupProperties.class);
            case "dynastore.tables" -> keys(property, TableProperties.class);
            case "dynastore.table.local-indexes", "dynastore.tables.*.local-indexes" ->
                Stream.concat(Stream.of(property + ".*"), keys(property, TableProperties.LocalIndexProperties.class));
            case "dynastore.table.global-indexes", "dynastore.tables.*.global-indexes" ->
                keys(property, TableProperties.GlobalIndexProperties.class);
            default -> Stream.of(property);
        };
    }

    private static Stream<String> keys(String property, Class<? extends Record> type) {
        return Stream.of(type.getRecordComponents())
                .map(component -> property + ".*." + DataObjectPropertyName.toDashedForm(component.getName()))
                .flatMap(MetadataTest::keys);
    }

    @Test
    void everyPropertyHasADescription() {
        assertThat(PROPERTIES.values())
                .allSatisfy(property -> assertThat(property.path("description").asString(""))
                        .as(property.get("name").asString())
                        .matches("[A-Z0-9].*\\.")
                        .doesNotContain("{@", "<"));
    }

    @Test
    void booleansStartWithWhether() {
        assertThat(PROPERTIES.values())
                .filteredOn(property -> property.get("type").asString().equals("java.lang.Boolean"))
                .isNotEmpty()
                .allSatisfy(property ->
                        assertThat(property.get("description").asString()).startsWith("Whether "));
    }

    @Test
    void defaultsAreThoseThatApply() {
        Map<String, Object> defaults = new TreeMap<>();
        PROPERTIES.forEach((name, property) -> {
            if (property.has("defaultValue")) {
                defaults.put(name, property.get("defaultValue").asString());
            }
        });
        assertThat(defaults)
                .isEqualTo(Map.ofEntries(
                        entry("dynastore.embedded.port", "0"),
                        entry("dynastore.enabled", "true"),
                        entry("dynastore.health.feed-stalled-after", "5m"),
                        entry("dynastore.health.timeout", "2s"),
                        entry("dynastore.priming.enabled", "false"),
                        entry("dynastore.idempotency.clock-skew", "5s"),
                        entry("dynastore.idempotency.enabled", "true"),
                        entry("dynastore.idempotency.lease", "30s"),
                        entry("dynastore.idempotency.look-first", "false"),
                        entry("dynastore.idempotency.partition", "idempotency"),
                        entry("dynastore.idempotency.retention", "1d"),
                        entry("dynastore.idempotency.waiting", "0s"),
                        entry("dynastore.idempotency.web.filter-order", "-50"),
                        entry("dynastore.idempotency.web.max-body-size", "1MB"),
                        entry(
                                "dynastore.idempotency.web.recorded-headers",
                                "[Content-Type, Content-Language, Content-Disposition, Content-Encoding,"
                                        + " Content-Location, ETag, Last-Modified, Link, Location]"),
                        entry("dynastore.idempotency.web.recorded-statuses", "[2xx, 3xx]"),
                        entry("dynastore.idempotency.web.scope", "principal"),
                        entry("dynastore.initialize-tables", "embedded"),
                        entry("dynastore.leases.clock-skew", "5s"),
                        entry("dynastore.leases.duration", "30s"),
                        entry("dynastore.leases.enabled", "true"),
                        entry("dynastore.leases.max-concurrent-requests", "50"),
                        entry("dynastore.leases.partition", "leases"),
                        entry("dynastore.leases.poll-interval", "2s"),
                        entry("dynastore.leases.renewal", "true"),
                        entry("dynastore.leases.retention", "1d"),
                        entry("dynastore.leases.shedlock.enabled", "true"),
                        entry("dynastore.leases.shedlock.prefix", "shedlock/"),
                        entry("dynastore.leases.spring-integration.enabled", "true"),
                        entry("dynastore.leases.spring-integration.prefix", "integration/"),
                        entry("dynastore.leases.takeover-by-deadline", "true"),
                        entry("dynastore.table.billing-mode", "on-demand"),
                        entry("dynastore.table.partition-key", "id"),
                        entry("dynastore.table.sort-key", "name"),
                        entry("dynastore.table.stream", "false"),
                        entry("dynastore.watch.enabled", "true"),
                        entry("dynastore.web.enabled", "true"),
                        entry("management.endpoint.dynastore.access", "read_only"),
                        entry("management.endpoint.dynastore.cache.time-to-live", "0ms"),
                        entry("management.health.dynastore-feeds.enabled", "true"),
                        entry("management.health.dynastore.enabled", "true")));
    }
}
