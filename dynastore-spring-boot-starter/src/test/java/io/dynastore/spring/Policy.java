package io.dynastore.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A policy of docs/operations.md, which a database enforces: it denies every other action.
 *
 * @param actions the actions that it allows
 */
public record Policy(Set<String> actions) {
    private static final Set<String> ALL = Set.of(
            "GetItem",
            "BatchGetItem",
            "Query",
            "Scan",
            "PutItem",
            "UpdateItem",
            "DeleteItem",
            "BatchWriteItem",
            "TransactGetItems",
            "TransactWriteItems",
            "CreateTable",
            "DeleteTable",
            "DescribeTable",
            "DescribeTimeToLive",
            "ListTables",
            "UpdateTable",
            "ListStreams",
            "DescribeStream",
            "GetShardIterator",
            "GetRecords",
            "UpdateTimeToLive");

    /** The actions of the statements with these identifiers. */
    public static Policy of(String... statements) {
        try {
            String operations = Files.readString(Path.of("../docs/operations.md"));
            Set<String> actions = new TreeSet<>();
            for (String statement : statements) {
                actions.addAll(Pattern.compile("\"Sid\": \"" + statement + "\".*?\"Action\": \\[(.*?)]", Pattern.DOTALL)
                        .matcher(operations)
                        .results()
                        .flatMap(found -> Stream.of(found.group(1).split(",")))
                        .map(action -> action.replaceAll("[\\s\"]|dynamodb:", ""))
                        .collect(Collectors.toSet()));
            }
            assertThat(actions).isNotEmpty();
            return new Policy(actions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Only these actions, which the policy must allow. */
    public Policy only(String... needed) {
        assertThat(actions).contains(needed);
        return new Policy(Set.of(needed));
    }

    /** Denies everything else from now on. */
    public void enforce(EmbeddedDynamoDb database) {
        database.faults().reset();
        ALL.stream()
                .filter(action -> !actions.contains(action))
                .forEach(action -> database.faults().always(action, Fault.accessDenied()));
    }

    /** Each of the actions was needed, and nothing was denied. */
    public void assertThatItIsNeeded(EmbeddedDynamoDb database) {
        assertThat(actions)
                .allSatisfy(action -> assertThat(database.faults().attempts(action))
                        .as(action)
                        .isPositive());
        assertThat(database.faults().count()).isZero();
    }
}
