package io.dynastore.fault;

import io.dynastore.LocalDynamoDb;
import io.dynastore.fault.FaultScript.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An HTTP client that does harm on the way to DynamoDB, attempt by attempt: as scripted for an operation, else by chance,
 * else none. Operations are named as in DynamoDB's API: {@code UpdateItem}. Thread-safe; an attempt is counted and takes
 * its step of the script when it is made, the SDK's retries included.
 */
public final class FaultyHttpClient implements SdkHttpClient {
    private static final JsonMapper JSON = new JsonMapper();

    private final SdkHttpClient http;
    private final FaultScript script = new FaultScript();
    private final Map<Counted, LongAdder> counts = new ConcurrentHashMap<>();
    private volatile @Nullable RandomFaults chance;

    public FaultyHttpClient(SdkHttpClient http) {
        this.http = http;
    }

    /** On DynamoDB Local. */
    public static FaultyHttpClient local() {
        return new FaultyHttpClient(LocalDynamoDb.http());
    }

    /**
     * A client of DynamoDB Local through this HTTP client, which tries so often, at once, and never runs out of retry
     * tokens. What is retried is the SDK's own choice.
     */
    public DynamoDbClient client(int attempts) {
        return DynamoDbClient.builder()
                .endpointOverride(LocalDynamoDb.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(this)
                .overrideConfiguration(with -> with.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(attempts)
                        .backoffStrategy(BackoffStrategy.retryImmediately())
                        .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                        .circuitBreakerEnabled(false)
                        .build()))
                .build();
    }

    /** Scripts the next attempts of an operation, after those that are scripted already. */
    public FaultyHttpClient next(String operation, Fault... faults) {
        for (Fault fault : faults) {
            if (!fault.suits(operation) || fault.isDelay() || fault == Fault.LATE) {
                throw new IllegalArgumentException(fault + " cannot be scripted for " + operation
                        + "; DELAY is hold(…), DELAY_REPLY is holdReply(…),"
                        + " LATE is late(…), and some faults suit some operations only.");
            }
        }
        Arrays.stream(faults).forEach(fault -> script.add(operation, Step.of(fault)));
        return this;
    }

    /**
     * Runs an action between the last attempt scripted so far and the one after it, on that one's thread. The action may
     * use this client too.
     */
    public FaultyHttpClient between(Runnable action) {
        script.addToLast(new Step(null, action, null));
        return this;
    }

    /** Scripts the next attempt of an operation to be held until it is released, or for a time at most. */
    public Hold hold(String operation, Duration atMost) {
        Hold hold = new Hold(atMost);
        script.add(operation, new Step(Fault.DELAY, hold::hold, null));
        return hold;
    }

    /** Scripts the reply to the next attempt of an operation to be held until it is released, or for a time at most. */
    public Hold holdReply(String operation, Duration atMost) {
        Hold hold = new Hold(atMost);
        script.add(operation, new Step(Fault.DELAY_REPLY, hold::hold, null));
        return hold;
    }

    /** Scripts the next attempt of an operation to fail for the caller and to be executed when the test delivers it. */
    public LateRequest late(String operation) {
        LateRequest late = new LateRequest(this);
        script.add(operation, new Step(Fault.LATE, null, late));
        return late;
    }

    /** From now on, what is not scripted is left to chance; null ends that. */
    public FaultyHttpClient randomly(@Nullable RandomFaults faults) {
        chance = faults;
        return this;
    }

    /** The steps of the script that were not used; a test that expects all to be used asserts 0. */
    public int unused() {
        return script.size();
    }

    /** How many attempts of an operation there were, whatever became of them. */
    public long attempts(String operation) {
        return Arrays.stream(Fault.values())
                .mapToLong(fault -> count(operation, fault))
                .sum();
    }

    /** How many attempts of an operation met the fault. */
    public long count(String operation, Fault fault) {
        LongAdder count = counts.get(new Counted(operation, fault));
        return count == null ? 0 : count.sum();
    }

    /** How many attempts of all operations met a fault. */
    public long faults() {
        return counts.entrySet().stream()
                .filter(count -> count.getKey().fault() != Fault.PASS)
                .mapToLong(count -> count.getValue().sum())
                .sum();
    }

    /** Forgets the script and the counts; chance stays. */
    public void reset() {
        script.clear();
        counts.clear();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new Attempt(request);
    }

    @Override
    public void close() {
        http.close();
    }

    @Override
    public String clientName() {
        return "Faulty";
    }

    Reply send(HttpExecuteRequest request) throws IOException {
        return Reply.read(http.prepareRequest(request).call());
    }

    /** Runs the actions that come before the attempt, and says what becomes of it. */
    private Step take(String operation) {
        while (true) {
            Step scripted = script.poll(operation);
            Step step = scripted == null ? byChance(operation) : scripted;
            if (step.fault() == null) {
                step.act();
                continue;
            }
            counts.computeIfAbsent(new Counted(operation, step.fault()), name -> new LongAdder())
                    .increment();
            if (step.fault() != Fault.DELAY_REPLY) {
                step.act();
            }
            return step;
        }
    }

    private Step byChance(String operation) {
        RandomFaults faults = chance;
        Fault fault = faults == null ? Fault.PASS : faults.draw(operation);
        return fault.isDelay() ? new Step(fault, new Hold(faults.drawDelay())::hold, null) : Step.of(fault);
    }

    private record Counted(String operation, Fault fault) {}

    private final class Attempt implements ExecutableHttpRequest {
        private final HttpExecuteRequest request;
        private final String operation;
        private volatile @Nullable ExecutableHttpRequest running;

        Attempt(HttpExecuteRequest request) {
            this.request = request;
            String target =
                    request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse("");
            this.operation = target.substring(target.indexOf('.') + 1);
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            try {
                return reply(take(operation)).toHttp();
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }

        private Reply reply(Step step) throws IOException {
            switch (step.fault()) {
                case LOSE_REPLY, SERVER_ERROR_AFTER, DUPLICATE -> run(request);
                case LATE -> step.late().keep(request);
                default -> {}
            }
            return switch (step.fault()) {
                case PASS, DELAY, DUPLICATE -> run(request);
                case DELAY_REPLY -> {
                    Reply reply = run(request);
                    step.act();
                    yield reply;
                }
                case LOSE_REPLY -> throw new SocketException("Connection reset (fault kit: reply lost)");
                case DROP -> throw new SocketException("Connection reset (fault kit: request dropped)");
                case LATE -> throw new SocketException("Connection reset (fault kit: request late)");
                case SERVER_ERROR, SERVER_ERROR_AFTER -> ErrorReplies.serverError();
                case THROTTLE -> ErrorReplies.throttle();
                case TRANSACTION_CONFLICT -> ErrorReplies.transactionConflict(operation, body());
                case UNPROCESSED -> runPart();
            };
        }

        private Reply run(HttpExecuteRequest sent) throws IOException {
            running = http.prepareRequest(sent);
            return Reply.read(running.call());
        }

        private Reply runPart() throws IOException {
            RandomFaults faults = chance;
            SplitBatch batch = SplitBatch.of(operation, body(), faults == null ? new Random(0) : faults.random());
            if (batch == null) {
                return ErrorReplies.throttle();
            }
            byte[] part = batch.request();
            return batch.addTo(run(HttpExecuteRequest.builder()
                    .request(request.httpRequest().toBuilder()
                            .putHeader("Content-Length", Integer.toString(part.length))
                            .build())
                    .contentStreamProvider(ContentStreamProvider.fromByteArray(part))
                    .build()));
        }

        private JsonNode body() throws IOException {
            try (InputStream in = request.contentStreamProvider().orElseThrow().newStream()) {
                return JSON.readTree(in);
            }
        }

        @Override
        public void abort() {
            ExecutableHttpRequest aborted = running;
            if (aborted != null) {
                aborted.abort();
            }
        }
    }
}
