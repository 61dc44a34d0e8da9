package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.idempotency.Fingerprint;
import io.dynastore.idempotency.Idempotency;
import io.dynastore.lease.Claim;
import io.dynastore.lease.Lease;
import io.dynastore.lease.Leases;
import io.dynastore.lease.WorkClaims;
import io.dynastore.watch.ChangeFeed;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The policies of docs/operations.md allow what is needed and nothing else: all operations are run, and their requests seen. */
class PermissionsTest {
    private static final Set<String> NO_OPERATIONS =
            Set.of("read", "name", "table", "codec", "consistent", "as", "withTimeToLive", "fence");
    private static final Document OPERATIONS = Document.of("docs/operations.md");

    private final NeededPermissions needed = new NeededPermissions();
    private final RecordingHook hook = new RecordingHook();
    private final DynamoDbClient client = TestDynamoDb.builder(TestDynamoDb.http())
            .overrideConfiguration(with -> with.addExecutionInterceptor(needed))
            .build();
    private final DynaStore store = DynaStore.builder(client).hook(hook).build();
    private final Table table = store.table(TestStore.CRM);
    private final Partition<String> customers;
    private final Partition<?> leasePartition = table.partition(TestDynamoDb.uniqueName("leases"));

    /** The table, and the entries that readers find, are there before. */
    PermissionsTest() {
        Partition<String> writable = new TestStore().partition;
        writable.put("a", "v", with -> with.field("created", "2026").field("user", "ada"));
        writable.put("b", "v");
        customers = table.partition(writable.name());
    }

    @Test
    void thePolicyOfAnApplicationThatUsesEverythingIsWhatItNeeds() {
        Set<String> all = needed.of(() -> {
            createTable();
            readEntries();
            writeEntries();
            useLeases();
            claimWork();
            useIdempotency();
        });

        assertThat(all).isEqualTo(policy("Entries"));
        assertThat(hook.operations.stream().map(Operation::name).collect(Collectors.toSet()))
                .containsAll(operationsOfAPartition())
                .contains("transact", "acquireLease", "renewLease", "releaseLease");
    }

    @Test
    void theStatementAboutTablesIsNeededToCreateThem() {
        assertThat(needed.of(this::createTable)).isEqualTo(statement("Entries", "Tables"));
    }

    @Test
    void thePolicyOfAReaderIsWhatItNeeds() {
        assertThat(needed.of(this::readEntries)).isEqualTo(policy("ReadEntries"));
    }

    @Test
    void thePolicyForLeasesIsWhatTheyNeed() {
        assertThat(needed.of(this::useLeases)).isEqualTo(policy("Leases"));
        assertThat(json("Leases").at("/Statement/0/Condition").toString())
                .isEqualTo("{\"ForAllValues:StringEquals\":{\"dynamodb:LeadingKeys\":[\"leases\"]}}");
    }

    @Test
    void idempotentOperationsNeedWhatTheDocumentSays() {
        Idempotency<String> operations = Idempotency.of(customers);
        assertThat(needed.of(() -> operations.run("run", Fingerprint.none(), attempt -> "")))
                .containsExactly("UpdateItem on table");
        assertThat(needed.of(() -> operations.transact("transact", Fingerprint.none(), tx -> "")))
                .containsExactlyInAnyOrder("GetItem on table", "PutItem on table");
        assertThat(needed.of(() -> operations.lookFirst().run("look", Fingerprint.none(), attempt -> "")))
                .containsExactlyInAnyOrder("GetItem on table", "UpdateItem on table");
        assertThat(needed.of(() -> operations.find("run"))).containsExactly("GetItem on table");
    }

    @Test
    void validatingATableNeedsToDescribeIt() {
        assertThat(needed.of(table::validate)).containsExactly("DescribeTable on table");
    }

    @Test
    void enablingTheStreamOfATableNeedsToUpdateItInsteadOfCreatingIt() {
        Table without = store.table(TestDynamoDb.uniqueName("PermissionsTable"));
        without.createIfAbsent();
        client.updateTimeToLive(update -> update.tableName(without.name())
                .timeToLiveSpecification(ttl -> ttl.attributeName("expires").enabled(false)));
        Set<String> expected = new TreeSet<>(statement("Entries", "Tables"));
        expected.remove("CreateTable on table");
        expected.add("UpdateTable on table");

        Table with = store.table(without.definition().stream());
        assertThat(needed.of(with::createIfAbsent)).isEqualTo(expected);
        assertThat(needed.of(with::createIfAbsent)).doesNotContain("UpdateTable on table");
    }

    @Test
    void aTableWithAStreamNeedsNoMoreToBeCreated() {
        TableDefinition definition = TableDefinition.of(TestDynamoDb.uniqueName("PermissionsTable")).stream();
        assertThat(needed.of(() -> store.table(definition).createIfAbsent())).isEqualTo(statement("Entries", "Tables"));
    }

    @Test
    void thePolicyForTheStreamIsWhatItsReadersNeed() {
        Table with = store.table(TableDefinition.of(TestDynamoDb.uniqueName("PermissionsTable")).stream());
        with.createIfAbsent();
        with.partition("customers").put("a", "v");
        try (DynamoDbStreamsClient streams = TestDynamoDb.streamsBuilder(TestDynamoDb.http())
                .overrideConfiguration(configuration -> configuration.addExecutionInterceptor(needed))
                .build()) {
            assertThat(needed.of(() -> readStream(with, streams))).isEqualTo(policy("Stream"));
        }
    }

    private static void readStream(Table with, DynamoDbStreamsClient streams) {
        List<String> keys = new CopyOnWriteArrayList<>();
        try (ChangeFeed feed = ChangeFeed.builder(with, streams)
                .fromOldest()
                .on(with.partition("customers"), change -> keys.add(change.key()))
                .start()) {
            assertThat(feed.catchUp(Duration.ofMinutes(1))).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        assertThat(keys).containsExactly("a");
    }

    private void createTable() {
        store.table(TableDefinition.of(TestDynamoDb.uniqueName("PermissionsTable")))
                .createIfAbsent();
    }

    private void readEntries() {
        customers.get("a");
        customers.find("x");
        customers.exists("a");
        customers.findAll(List.of("a", "b"));
        customers.list(Query.all());
        customers.stream(Query.all().index(TestStore.BY_CREATED)).forEach(entry -> {});
        customers.keys(Query.all()).forEach(key -> {});
        customers.count(Query.all().prefix("a"));
        table.count(Query.all().index(TestStore.BY_USER, "ada"));
        table.list(Query.all().index(TestStore.BY_USER, "ada"), Codec.string());
        table.stream(Query.all().index(TestStore.BY_USER, "ada"), Codec.string())
                .forEach(entry -> {});
    }

    private void writeEntries() {
        customers.put("c", "v");
        Entry<String> entry = customers.create("d", "v");
        customers.update(entry, "w");
        customers.modify("d", value -> value + "!");
        customers.modifyOrCreate("visits", "1", value -> value + "1");
        customers.delete("d");
        customers.deleteAll("c");
        Entry<String> checked = customers.put("checked", "v");
        Entry<String> updated = customers.put("updated", "v");
        Entry<String> deleted = customers.put("deleted", "v");
        store.transact(tx -> tx.create(customers, "created", "v")
                .put(customers, "put", "v")
                .update(customers, updated, "w")
                .delete(customers, deleted)
                .check(customers, checked));
    }

    private void useLeases() {
        try (Leases leases = Leases.create(leasePartition);
                Leases others = Leases.create(leasePartition)) {
            Lease lease = leases.tryAcquire("report").orElseThrow();
            lease.renew();
            lease.replaceHolder("busy");
            assertThat(others.tryAcquire("report")).isEmpty();
            assertThat(leases.view("report")).isPresent();
            try (Stream<?> views = leases.views("")) {
                assertThat(views).hasSize(1);
            }
            leases.release(leases.resume(lease.handle()).handle());
        }
    }

    private void useIdempotency() {
        Idempotency<String> operations = Idempotency.of(table.partition(TestDynamoDb.uniqueName("operations")));
        operations.run("run", Fingerprint.none(), attempt -> "");
        operations.transact("transact", Fingerprint.none(), tx -> "");
        operations.find("run");
    }

    private void claimWork() {
        customers.put("work", "v");
        try (Leases leases = Leases.create(leasePartition)) {
            WorkClaims<String> claims = WorkClaims.create(leases, customers);
            try (Claim<String> claim = claims.claimAny("work").orElseThrow()) {
                customers.fence(claim.lease()).put("result", "v");
                claim.complete();
            }
        }
        assertThatExceptionOfType(KeyNotFoundException.class).isThrownBy(() -> customers.get("work"));
    }

    /** What a partition does, by the names that hooks see; streams and keys are lists, {@code modifyOrCreate} modifies. */
    private static Set<String> operationsOfAPartition() {
        return Stream.of(Partition.class.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .map(Method::getName)
                .filter(name -> !NO_OPERATIONS.contains(name))
                .map(name -> switch (name) {
                    case "stream", "keys" -> "list";
                    case "modifyOrCreate" -> "modify";
                    default -> name;
                })
                .collect(Collectors.toSet());
    }

    /** The permissions in all statements of the policy whose first one has the Sid. */
    private static Set<String> policy(String first) {
        Set<String> permissions = new TreeSet<>();
        json(first).get("Statement").forEach(statement -> permissions.addAll(permissions(statement)));
        return permissions;
    }

    private static Set<String> statement(String first, String sid) {
        return permissions(json(first)
                .get("Statement")
                .valueStream()
                .filter(statement -> statement.get("Sid").asString().equals(sid))
                .findAny()
                .orElseThrow());
    }

    private static JsonNode json(String first) {
        return JsonMapper.shared().readTree(OPERATIONS.code("json", """
                                {
                                  "Version": "2012-10-17",
                                  "Statement": [
                                    {
                                      "Sid": "%s",
                                """.formatted(first)));
    }

    private static Set<String> permissions(JsonNode statement) {
        assertThat(statement.get("Effect").asString()).isEqualTo("Allow");
        String resource = statement.get("Resource").asString();
        assertThat(resource)
                .matches(
                        "arn:aws:dynamodb:eu-west-1:111122223333:table/CRMTable(/index/(\\*|idx_created)|/stream/\\*)?");
        String kind = resource.contains("/index/") ? "index" : resource.contains("/stream/") ? "stream" : "table";
        return statement
                .get("Action")
                .valueStream()
                .map(action -> action.asString().replace("dynamodb:", "") + " on " + kind)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
