package io.dynastore.spring.actuate;

import io.dynastore.DynaStoreException;
import io.dynastore.lease.LeaseView;
import io.dynastore.lease.Leases;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * An actuator endpoint that shows the tables, partitions and leases of the application. Tables and leases are read from DynamoDB
 * on each call; no entries other than leases are shown. If the application has no permission to read them, the description
 * contains the error.
 */
@Endpoint(id = "dynastore", defaultAccess = Access.READ_ONLY)
public final class DynaStoreEndpoint {
    /** The number of leases to show: enough to find one, too few to be a burden on the table. */
    private static final int MAX_LEASES = 100;

    private final List<TableDescription.Source> tables;
    private final Map<String, PartitionDescription> partitions;
    private final Supplier<@Nullable Leases> leases;

    /**
     * Creates the endpoint.
     *
     * @param tables the sources of the descriptions of the tables
     * @param partitions the partitions by the names of their beans
     * @param leases the leases, or null if there are none
     */
    public DynaStoreEndpoint(
            List<TableDescription.Source> tables,
            Map<String, PartitionDescription> partitions,
            Supplier<@Nullable Leases> leases) {
        this.tables = List.copyOf(tables);
        this.partitions = Map.copyOf(partitions);
        this.leases = leases;
    }

    /**
     * The description of the application.
     *
     * @param tables the tables
     * @param partitions the partitions by the names of their beans
     * @param leases the leases, or null if there are none
     */
    public record Description(
            List<TableDescription> tables,
            Map<String, PartitionDescription> partitions,
            @Nullable LeasesDescription leases) {}

    /**
     * The description of the leases.
     *
     * @param partition the partition that they are kept in
     * @param leases the first hundred leases, in the order of their names
     * @param error why they cannot be shown, or null if they can
     */
    public record LeasesDescription(
            String partition,
            List<LeaseDescription> leases,
            @Nullable String error) {}

    /**
     * The description of a lease.
     *
     * @param name its name
     * @param state whether it is held
     * @param holder the present or last holder
     * @param token the fencing token of the present or last holder
     * @param duration how long it lasts after each renewal
     * @param age how long this process has observed this state
     * @param mine whether this process holds it
     */
    public record LeaseDescription(
            String name,
            LeaseView.State state,
            String holder,
            long token,
            Duration duration,
            Duration age,
            boolean mine) {}

    /**
     * Describes the tables, partitions and leases.
     *
     * @return the description
     */
    @ReadOperation
    public Description description() {
        Leases held = leases.get();
        return new Description(
                tables.stream().map(TableDescription.Source::describe).toList(),
                partitions,
                held == null ? null : describe(held));
    }

    private static LeasesDescription describe(Leases leases) {
        String partition = leases.partition().name();
        try (Stream<LeaseView> views = leases.views("")) {
            return new LeasesDescription(
                    partition,
                    views.limit(MAX_LEASES).map(view -> describe(leases, view)).toList(),
                    null);
        } catch (SdkException | DynaStoreException e) {
            return new LeasesDescription(partition, List.of(), e.getMessage());
        }
    }

    private static LeaseDescription describe(Leases leases, LeaseView view) {
        boolean mine = leases.held().stream()
                .anyMatch(lease -> lease.name().equals(view.name()) && lease.token() == view.token());
        return new LeaseDescription(
                view.name(), view.state(), view.holder(), view.token(), view.duration(), view.age(), mine);
    }
}
