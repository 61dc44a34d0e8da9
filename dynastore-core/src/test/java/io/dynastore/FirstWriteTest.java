package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.NeverSentTest.Write;
import io.dynastore.embedded.Fault;
import io.dynastore.embedded.Faults;
import io.dynastore.http.ObservedHttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The very first write of a store, when it has not shown yet whether the HTTP client notes what it sends. */
class FirstWriteTest {
    /** With time-outs, a closed client fails before its HTTP client is asked, which has not noted anything yet. */
    @ParameterizedTest
    @EnumSource(Write.class)
    void isNeverSentByAClientThatWasClosedBefore(Write write) {
        for (SdkHttpClient http : List.of(TestDynamoDb.http(), ObservedHttpClient.of(TestDynamoDb.http()))) {
            for (Consumer<ClientOverrideConfiguration.Builder> timeOut :
                    List.<Consumer<ClientOverrideConfiguration.Builder>>of(
                            with -> with.apiCallTimeout(Duration.ofSeconds(30)),
                            with -> with.apiCallAttemptTimeout(Duration.ofSeconds(10)),
                            with -> with.apiCallTimeout(Duration.ofSeconds(30))
                                    .apiCallAttemptTimeout(Duration.ofSeconds(10)))) {
                DynamoDbClient client = TestDynamoDb.builder(http)
                        .overrideConfiguration(timeOut)
                        .build();
                client.close();

                assertThat(write.fail(client)).isInstanceOf(RejectedExecutionException.class);
            }
        }
    }

    /** Nor has it noted anything if credentials fail, in whatever way. */
    @ParameterizedTest
    @EnumSource(Write.class)
    void isNeverSentIfCredentialsFail(Write write) {
        AwsCredentialsProvider failing = () -> {
            throw new IllegalArgumentException("the vault is closed");
        };
        for (SdkHttpClient http : List.of(TestDynamoDb.http(), ObservedHttpClient.of(TestDynamoDb.http()))) {
            assertThat(write.fail(NeverSentTest.client(http, "http://dynamodb.embedded.invalid", failing)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the vault is closed");
        }
    }

    /** The SDK counts the attempts of the first write; that it has begun one leaves it unknown. */
    @ParameterizedTest
    @EnumSource(Write.class)
    void isUnknownIfItsReplyIsLost(Write write) {
        for (boolean observed : new boolean[] {false, true}) {
            Faults faults = new Faults().always(Fault.drop());
            SdkHttpClient http = TestDynamoDb.http(faults);

            Throwable thrown = write.fail(TestDynamoDb.client(observed ? ObservedHttpClient.of(http) : http, 2));

            assertThat(thrown).as("observed: %s", observed).isInstanceOf(OutcomeUnknownException.class);
        }
    }

    @Test
    void isUnknownIfItsClientIsClosedAfterAnAttempt() {
        for (boolean observed : new boolean[] {false, true}) {
            Faults faults = new Faults();
            SdkHttpClient http = TestDynamoDb.http(faults);
            DynamoDbClient client = TestDynamoDb.builder(observed ? ObservedHttpClient.of(http) : http)
                    .overrideConfiguration(with -> TestDynamoDb.trying(3)
                            .andThen(more -> more.apiCallAttemptTimeout(Duration.ofSeconds(10)))
                            .accept(with))
                    .build();
            faults.before("UpdateItem", client::close).next("UpdateItem", Fault.drop());

            assertThat(Write.PUT.fail(client)).as("observed: %s", observed).isInstanceOf(OutcomeUnknownException.class);
        }
    }
}
