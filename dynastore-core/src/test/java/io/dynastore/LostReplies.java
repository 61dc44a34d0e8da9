package io.dynastore;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What comes of each write when its attempts fail and others write between them. */
final class LostReplies {
    /**
     * For each sequence of faults and rivals what comes of each write. The attempt after the sequence passes, unless it is
     * the END. A number is how often the write was executed where that is not once: of a put, and a create or delete by key
     * between which the entry came or went, the documentation says so. A delete by key that is retried and finds nothing is not
     * known to have deleted anything.
     */
    private static final String TABLE = """
            attempts                                   | put     | create  | update  | delete  | delete key | put leftover | create leftover | put refused | create refused
            PASS END                                   | OK      | OK      | OK      | OK      | TRUE    | OK      | OK      | OK      | OK
            LOSE_REPLY                                 | OK      | OK      | OK      | UNKNOWN | FALSE   | OK      | OK      | OK      | OK
            DROP                                       | OK      | OK      | OK      | OK      | TRUE    | OK      | OK      | OK      | OK
            LOSE_REPLY LOSE_REPLY                      | OK      | OK      | OK      | UNKNOWN | FALSE   | OK      | OK      | OK      | OK
            DROP LOSE_REPLY                            | OK      | OK      | OK      | UNKNOWN | FALSE   | OK      | OK      | OK      | OK
            LOSE_REPLY DROP                            | OK      | OK      | OK      | UNKNOWN | FALSE   | OK      | OK      | OK      | OK
            LOSE_REPLY LOSE_REPLY LOSE_REPLY END       | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN
            DROP DROP LOSE_REPLY END                   | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN
            DROP DROP DROP END                         | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN
            SERVER_ERROR                               | OK      | OK      | OK      | OK      | TRUE    | OK      | OK      | OK      | OK
            SERVER_ERROR_AFTER                         | OK      | OK      | OK      | UNKNOWN | FALSE   | OK      | OK      | OK      | OK
            SERVER_ERROR SERVER_ERROR SERVER_ERROR END | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN
            THROTTLE                                   | OK      | OK      | OK      | OK      | TRUE    | OK      | OK      | OK      | OK
            THROTTLE LOSE_REPLY                        | OK      | OK      | OK      | UNKNOWN | FALSE   | OK      | OK      | OK      | OK
            THROTTLE THROTTLE THROTTLE END             | SDK     | SDK     | SDK     | SDK     | SDK     | SDK     | SDK     | SDK     | SDK
            LOSE_REPLY THROTTLE THROTTLE END           | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN
            TRANSACTION_CONFLICT                       | OK      | OK      | OK      | OK      | TRUE    | OK      | OK      | OK      | OK
            TRANSACTION_CONFLICT LOSE_REPLY            | OK      | OK      | OK      | UNKNOWN | FALSE   | OK      | OK      | OK      | OK
            LOSE_REPLY TRANSACTION_CONFLICT END        | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN
            LOSE_REPLY UPDATES                         | OK 2    | OK      | UNKNOWN | -       | -       | OK      | OK      | -       | -
            LOSE_REPLY PUTS                            | OK 2    | UNKNOWN | UNKNOWN | UNKNOWN | TRUE 2  | UNKNOWN | UNKNOWN | OK      | UNKNOWN
            LOSE_REPLY DELETES                         | OK 2    | OK 2    | UNKNOWN | -       | -       | UNKNOWN | UNKNOWN | OK      | OK
            LOSE_REPLY RECREATES                       | OK 2    | UNKNOWN | UNKNOWN | UNKNOWN | TRUE 2  | UNKNOWN | UNKNOWN | OK      | UNKNOWN
            LOSE_REPLY RECREATES_AND_UPDATES           | OK 2    | UNKNOWN | UNKNOWN | UNKNOWN | TRUE 2  | UNKNOWN | UNKNOWN | OK      | UNKNOWN
            LOSE_REPLY GO_PUTS                         | UNKNOWN | OK      | UNKNOWN | UNKNOWN | TRUE 2  | OK      | OK      | -       | -
            SERVER_ERROR_AFTER UPDATES                 | OK 2    | OK      | UNKNOWN | -       | -       | OK      | OK      | -       | -
            DROP LOSE_REPLY UPDATES                    | OK 2    | OK      | UNKNOWN | -       | -       | OK      | OK      | -       | -
            DROP UPDATES                               | OK      | -       | UNKNOWN | UNKNOWN | TRUE    | -       | -       | -       | -
            DROP PUTS                                  | OK      | UNKNOWN | UNKNOWN | UNKNOWN | TRUE    | UNKNOWN | UNKNOWN | OK      | UNKNOWN
            DROP DELETES                               | OK      | -       | UNKNOWN | UNKNOWN | FALSE   | UNKNOWN | UNKNOWN | OK      | OK
            DROP RECREATES                             | OK      | UNKNOWN | UNKNOWN | UNKNOWN | TRUE    | UNKNOWN | UNKNOWN | OK      | UNKNOWN
            DROP RECREATES_AND_UPDATES                 | OK      | UNKNOWN | UNKNOWN | UNKNOWN | TRUE    | UNKNOWN | UNKNOWN | OK      | UNKNOWN
            DROP GO_PUTS                               | OK      | UNKNOWN | UNKNOWN | UNKNOWN | TRUE    | -       | -       | -       | -
            SERVER_ERROR UPDATES                       | OK      | -       | UNKNOWN | UNKNOWN | TRUE    | -       | -       | -       | -
            THROTTLE UPDATES                           | OK      | -       | CONFLICT| CONFLICT| TRUE    | -       | -       | -       | -
            THROTTLE PUTS                              | OK      | EXISTS  | CONFLICT| CONFLICT| TRUE    | OK      | EXISTS  | OK      | EXISTS
            THROTTLE DELETES                           | OK      | -       | GONE    | GONE    | FALSE   | OK      | OK      | OK      | OK
            THROTTLE RECREATES                         | OK      | EXISTS  | CONFLICT| CONFLICT| TRUE    | OK      | EXISTS  | OK      | EXISTS
            THROTTLE RECREATES_AND_UPDATES             | OK      | EXISTS  | CONFLICT| CONFLICT| TRUE    | OK      | EXISTS  | OK      | EXISTS
            THROTTLE GO_PUTS                           | OK      | EXISTS  | CONFLICT| CONFLICT| TRUE    | -       | -       | -       | -
            TRANSACTION_CONFLICT PUTS                  | OK      | EXISTS  | CONFLICT| CONFLICT| TRUE    | OK      | EXISTS  | OK      | EXISTS
            TRANSACTION_CONFLICT DELETES               | OK      | -       | GONE    | GONE    | FALSE   | OK      | OK      | OK      | OK
            LOSE_REPLY THROTTLE PUTS                   | OK 2    | UNKNOWN | UNKNOWN | UNKNOWN | TRUE 2  | UNKNOWN | UNKNOWN | OK      | UNKNOWN
            THROTTLE DROP PUTS                         | OK      | UNKNOWN | UNKNOWN | UNKNOWN | TRUE    | UNKNOWN | UNKNOWN | OK      | UNKNOWN
            PUTS                                       | OK      | EXISTS  | CONFLICT| CONFLICT| TRUE    | OK      | EXISTS  | OK      | EXISTS
            DELETES                                    | OK      | -       | GONE    | GONE    | FALSE   | OK      | OK      | OK      | OK
            """;

    private LostReplies() {}

    /** The cells of the table, each with its row's attempts, the write, and what comes of it. */
    static Stream<Arguments> cells() {
        List<List<String>> rows = TABLE.lines()
                .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
                .toList();
        return rows.stream()
                .skip(1)
                .flatMap(row -> Arrays.stream(AttemptedWrite.values())
                        .map(write -> Arguments.of(
                                row.get(0), write, row.get(rows.get(0).indexOf(write.column))))
                        .filter(cell -> !cell.get()[2].equals("-")));
    }
}
