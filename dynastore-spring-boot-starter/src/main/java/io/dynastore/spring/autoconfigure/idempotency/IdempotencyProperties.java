package io.dynastore.spring.autoconfigure.idempotency;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of idempotent operations.
 *
 * @param enabled Whether idempotent operations are auto-configured.
 * @param partition Partition that contains the records of idempotent operations and nothing else: one of 'dynastore.partitions',
 *     or else a partition of that name in the table of 'dynastore.table'.
 * @param retention Time for which results are kept.
 * @param lease Time for which an attempt keeps its key without a sign of life. It is renewed every third of it.
 * @param clockSkew Maximum difference of the wall clocks of two machines.
 * @param waiting Time for which a call waits if another one with the same key is running.
 * @param lookFirst Whether the record is read before it is written, so that repeated calls cost less and first calls more.
 */
@ConfigurationProperties("dynastore.idempotency")
public record IdempotencyProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("idempotency") String partition,
        @DefaultValue("1d") Duration retention,
        @DefaultValue("30s") Duration lease,
        @DefaultValue("5s") Duration clockSkew,
        @DefaultValue("0s") Duration waiting,
        @DefaultValue("false") boolean lookFirst) {}
