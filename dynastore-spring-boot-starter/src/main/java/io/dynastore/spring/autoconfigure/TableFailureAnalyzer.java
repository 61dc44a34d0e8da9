package io.dynastore.spring.autoconfigure;

import io.dynastore.DynaStoreException;
import io.dynastore.InvalidTableException;
import io.dynastore.TableNotFoundException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Analyzes a table that does not exist at startup or does not match its configuration. */
final class TableFailureAnalyzer extends AbstractFailureAnalyzer<DynaStoreException> {
    private static final Bindable<Map<String, TableProperties>> TABLES =
            Bindable.mapOf(String.class, TableProperties.class);

    private final Environment environment;

    TableFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, DynaStoreException cause) {
        String table = String.valueOf(cause.table());
        if (cause instanceof TableNotFoundException) {
            return new FailureAnalysis(
                    "The DynamoDB table '" + table + "' does not exist in the region, account and endpoint that the"
                            + " application uses.",
                    "Create it by your infrastructure code, or set 'dynastore.initialize-tables' to 'always' so that the"
                            + " application creates the configured tables. If it does exist, correct its name, the region or"
                            + " the credentials.",
                    cause);
        }
        if (cause instanceof InvalidTableException invalid) {
            return new FailureAnalysis(
                    "The DynamoDB table '" + table + "' does not match its configuration:\n\n    - "
                            + String.join("\n    - ", invalid.differences()),
                    "Change the properties under '" + prefix(table) + "' to describe the existing table, such as"
                            + " 'partition-key', 'sort-key', 'local-indexes', 'global-indexes' and 'stream', or set its 'name'"
                            + " to that of another table. Only the global indexes, the time to live and the stream of an"
                            + " existing table can be changed.",
                    cause);
        }
        return null;
    }

    /** Returns where the table is configured. The properties are bound again, because the context has been closed. */
    private String prefix(String table) {
        return PartitionRegistrar.bind("dynastore.tables", TABLES, environment).entrySet().stream()
                .filter(named -> {
                    String name = named.getValue().name();
                    return table.equals(name == null ? named.getKey() : name);
                })
                .map(named -> "dynastore.tables." + named.getKey())
                .findFirst()
                .orElse(
                        table.equals(environment.getProperty("dynastore.table.name"))
                                ? "dynastore.table"
                                : "dynastore.tables." + table);
    }
}
