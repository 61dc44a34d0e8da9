package io.dynastore.spring.autoconfigure;

import io.dynastore.DynaStore;
import io.dynastore.Table;
import io.dynastore.TableDefinition;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** Creates or validates the configured tables before they are used. */
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

    /** Prepares the tables once: for the starter's store when it is created, and for another one before the first partition. */
    synchronized void initialize(DynaStore store) {
        if (done || mode == TableInitializationMode.NEVER) {
            return;
        }
        boolean create = mode == TableInitializationMode.ALWAYS || embedded.isRunning();
        if (!create && mode == TableInitializationMode.EMBEDDED) {
            return;
        }
        for (TableDefinition definition : tables.all()) {
            Table table = store.table(definition);
            try {
                if (!create) {
                    table.validate();
                } else if (table.createIfAbsent()) {
                    logger.info("Created the DynamoDB table '" + table.name() + "'");
                }
            } catch (SdkException e) {
                throw ClientFailure.onStart(e, table.name(), store.client(), embedded.withoutAws());
            }
        }
        done = true;
    }
}
