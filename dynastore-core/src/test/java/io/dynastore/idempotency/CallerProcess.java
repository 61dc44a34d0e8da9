package io.dynastore.idempotency;

import io.dynastore.lease.OtherProcess;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** {@link Callers} in a process of their own, which reads commands and writes answers. It ends with its input. */
final class CallerProcess {
    private final Callers callers;
    private final List<Future<String>> results = new ArrayList<>();
    private CountDownLatch finish = new CountDownLatch(0);

    private CallerProcess(Callers callers) {
        this.callers = callers;
    }

    static DynamoDbClient client(URI endpoint) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    /** Takes the endpoint. */
    public static void main(String[] args) throws Exception {
        CallerProcess process = new CallerProcess(new Callers(client(URI.create(args[0]))));
        process.callers.operations.find("warm-up");
        try (var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(OtherProcess.ANSWER + "READY");
            for (String command = commands.readLine(); command != null; command = commands.readLine()) {
                System.out.println(OtherProcess.ANSWER + process.answer(command.split(" ")));
            }
        }
    }

    private String answer(String[] command) throws Exception {
        switch (command[0]) {
            case "run" -> results.addAll(callers.run(command[1], Integer.parseInt(command[2]), attempt -> null));
            case "transact" -> results.addAll(callers.transact(command[1], Integer.parseInt(command[2]), () -> {}));
            case "holdRun" -> {
                finish = new CountDownLatch(1);
                results.addAll(callers.run(command[1], 1, attempt -> {
                    System.out.println(OtherProcess.EVENT + attempt.number() + " " + attempt.id());
                    finish.await();
                    return null;
                }));
            }
            case "holdTransact" -> {
                finish = new CountDownLatch(1);
                results.addAll(callers.transact(command[1], 1, () -> {
                    if (finish.getCount() > 0) {
                        System.out.println(OtherProcess.EVENT + "transacting");
                    }
                    try {
                        finish.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }));
            }
            case "finish" -> finish.countDown();
            case "results" -> {
                String all = String.join(" ", Callers.await(results));
                results.clear();
                return all;
            }
            default -> throw new IllegalArgumentException(command[0]);
        }
        return "OK";
    }
}
