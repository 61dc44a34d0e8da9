package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

/** What is said of an operation in the log. */
class OperationLogTest {
    private final TestStore store = new TestStore();
    private final RecordingHook hook = new RecordingHook();
    private final Partition<String> partition = RecordingHook.hooked(store, hook);
    private final String where = " in CRMTable/" + partition.name();

    @Test
    void theLineSaysWhatWasDoneAndWhatItCost() {
        partition.put("the key", "the value", with -> with.field("field", "the field"));
        assertThat(line())
                .isEqualTo("put" + where + ": success in 1.5 ms; "
                        + "requests: 1 (UpdateItem), attempts: 1, capacity: 0.0 read, 1.0 written");

        partition.find("no key");
        assertThat(line())
                .isEqualTo("find" + where + ": not_found in 1.5 ms; "
                        + "requests: 1 (GetItem), attempts: 1, capacity: 0.5 read, 0.0 written");

        assertThatExceptionOfType(KeyExistsException.class).isThrownBy(() -> partition.create("the key", "another"));
        assertThat(line())
                .isEqualTo("create" + where + ": exists in 1.5 ms; "
                        + "requests: 1 (PutItem), attempts: 1, capacity: 0.0 read, 0.0 written");
    }

    @Test
    void anOperationWithoutAPartitionHasALineToo() {
        DynaStore.builder(store.raw())
                .hook(hook)
                .build()
                .table(TestStore.CRM)
                .list(Query.all().index(TestStore.BY_USER, "nobody"), Codec.string());

        assertThat(line()).startsWith("list in CRMTable: success in 1.5 ms; requests: 1 (Query),");
    }

    @Test
    void whatFailedBeforeItWasSentHasALineToo() {
        Operation unsent = new Operation("get", new Address("CRMTable", "customers", "the key"));

        assertThat(OperationRunner.Log.line(unsent, 0))
                .isEqualTo("get in CRMTable/customers: failed in 0.0 ms; "
                        + "requests: 0, attempts: 0, capacity: 0.0 read, 0.0 written");
    }

    private String line() {
        return OperationRunner.Log.line(hook.operation(), 1_500_000);
    }
}
