package io.dynastore.spring.autoconfigure;

import io.dynastore.DynaStore;
import io.dynastore.Table;
import io.dynastore.TableDefinition;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** Creates the configured tables before they are used. */
final class TableInitializer {
    private static final Log logger = LogFactory.getLog(TableInitializer.class);

    private final TableInitializationMode mode;
    private final ConfiguredTables tables;
    private final EmbeddedState embedded;
    private boolean done;

    TableInitializer(TableInitializationMode mode, ConfiguredTables tables, EmbeddedState embedded) {
        this.mode = mode;
        this.tables = tables;
        this.embedded = embedded;
    }

    /** Creates the tables once: for the starter's store when it is created, and for another one before the first partition. */
    synchronized void initialize(DynaStore store) {
        boolean wanted = switch (mode) {
            case ALWAYS -> true;
            case EMBEDDED -> embedded.isRunning();
            case NEVER -> false;
        };
        if (!wanted || done) {
            return;
        }
        for (TableDefinition definition : tables.all()) {
            Table table = store.table(definition);
            try {
                if (table.createIfAbsent()) {
                    logger.info("Created the DynamoDB table '" + table.name() + "'");
                }
            } catch (SdkException e) {
                throw ClientFailure.onStart(e, table.name(), store.client(), embedded.withoutAws());
            }
        }
        done = true;
    }
}
