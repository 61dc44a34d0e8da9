package io.dynastore.spring.autoconfigure;

import io.dynastore.DynaStore;
import io.dynastore.DynaStoreException;
import io.dynastore.Partition;
import io.dynastore.TableDefinition;
import io.dynastore.lease.Leases;
import io.dynastore.priming.Priming;
import java.util.List;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Primes the operations of all partitions with their codecs, and of the leases if they are used: at startup, before the application
 * is ready, and before a snapshot of the process. Without partitions, the read of the health check is primed.
 */
final class PartitionPriming implements SmartInitializingSingleton {
    private static final Log logger = LogFactory.getLog(PartitionPriming.class);
    private static final String PROBE = "dynastore-health";

    private final DynaStore store;
    private final ConfiguredTables tables;
    private final DynaStoreProperties properties;
    private final PartitionFactory factory;
    private final ConfigurableListableBeanFactory beans;

    PartitionPriming(
            DynaStore store,
            ConfiguredTables tables,
            DynaStoreProperties properties,
            PartitionFactory factory,
            ConfigurableListableBeanFactory beans) {
        this.store = store;
        this.tables = tables;
        this.properties = properties;
        this.factory = factory;
        this.beans = beans;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (properties.priming().enabled()) {
            prime();
        }
    }

    /** Primes. A failure does not matter to the application, which works without. */
    void prime() {
        try {
            Priming priming = null;
            for (String id : properties.partitions().keySet()) {
                priming = add(priming, factory.partition(id), factory.sample(id));
            }
            for (Leases leases : leasesInUse()) {
                priming = add(priming, leases.partition(), null).and(leases);
            }
            if (priming == null) {
                for (TableDefinition table : tables.all()) {
                    priming = add(priming, store.table(table).partition(PROBE), null);
                }
            }
            if (priming != null) {
                priming.run();
            }
        } catch (DynaStoreException | IllegalStateException e) {
            logger.warn("dynastore could not be primed: " + e.getMessage(), e);
        }
    }

    private static <V> Priming add(@Nullable Priming priming, Partition<V> partition, @Nullable Object sample) {
        if (sample == null) {
            return priming == null ? Priming.of(partition) : priming.and(partition);
        }
        @SuppressWarnings("unchecked") // The sample was made for the type of the partition.
        V value = (V) sample;
        return priming == null ? Priming.of(partition, value) : priming.and(partition, value);
    }

    /** Returns the leases that exist: they are created when they are first used, and need a table. */
    private List<Leases> leasesInUse() {
        return List.of(beans.getBeanNamesForType(Leases.class, true, false)).stream()
                .filter(beans::containsSingleton)
                .map(name -> beans.getBean(name, Leases.class))
                .toList();
    }
}
