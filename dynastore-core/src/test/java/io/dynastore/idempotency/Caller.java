package io.dynastore.idempotency;

import io.dynastore.DynaStore;
import io.dynastore.TestDynamoDb;
import io.dynastore.TestStore;
import io.dynastore.embedded.Faults;
import io.dynastore.idempotency.IdempotencyListener.Outcome;
import io.dynastore.lease.SimulatedProcess;
import io.dynastore.lease.SimulatedTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A process in simulated time that calls idempotent operations; its client makes three attempts. */
final class Caller {
    static final Fingerprint REQUEST = Fingerprint.of("request");
    static final Duration LEASE = Duration.ofSeconds(30);

    /** After it, an attempt that is silent is overdue. */
    static final Duration OVERDUE = LEASE.plusSeconds(6);

    /** What happens to its requests. */
    final Faults faults;

    final SimulatedTime time;
    final SimulatedProcess process;
    final DynamoDbClient client;
    final List<Outcome> outcomes = new ArrayList<>();
    final Idempotency<String> payments;

    Caller(SimulatedTime time, TestStore test) {
        this(time, test, new Faults());
    }

    private Caller(SimulatedTime time, TestStore test, Faults faults) {
        this(time, test, TestDynamoDb.http(faults), faults);
    }

    Caller(SimulatedTime time, TestStore test, SdkHttpClient transport) {
        this(time, test, transport, new Faults());
    }

    private Caller(SimulatedTime time, TestStore test, SdkHttpClient transport, Faults faults) {
        this.time = time;
        this.faults = faults;
        this.process = new SimulatedProcess(time);
        this.client = TestDynamoDb.client(transport, 3);
        this.payments = Idempotency.of(DynaStore.builder(client)
                        .clock(process.clock())
                        .build()
                        .table(TestStore.CRM)
                        .partition(test.partition.name()))
                .timing(process)
                .lease(LEASE)
                .listener(call -> outcomes.add(call.outcome()));
    }

    String run(String key, String result) {
        return payments.run(key, REQUEST, attempt -> result);
    }

    /** Stops the process for some time, which passes, in the middle of an action: what was due then is late. */
    void freeze(Duration duration) {
        process.pause(duration.plusMillis(1));
        time.advance(duration);
    }
}
