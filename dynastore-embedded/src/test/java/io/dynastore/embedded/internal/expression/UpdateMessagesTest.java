package io.dynastore.embedded.internal.expression;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors of updates that are found without an item, with the texts of DynamoDB. */
class UpdateMessagesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    INVALID SYNTAX HERE             | INVALID   | INVALID SYNTAX
                    ADD hits : incr                 | :         | hits : incr
                    SET                             | <EOF>     | SET
                    set a                           | <EOF>     | a
                    set a=set                       | set       | =set
                    set a = b c                     | c         | b c
                    set a b                         | b         | a b
                    set a = b, SET c = d            | SET       | , SET c
                    set :x = b                      | :x        | set :x =
                    SET _123 = :one                 | _         | SET _123
                    SET 12a = :one                  | 12        | SET 12a
                    SET a-b = :one                  | -         | a-b
                    set a = b / c                   | /         | b / c
                    set a = b + c + d               | +         | c + d
                    set a = (b + c) + d             | +         | ) + d
                    set a = f(b + c)                | +         | b + c
                    set a = (b.c).d + e             | .         | ).d
                    set a[1] = 1                    | 1         | = 1
                    SET a = if_not_exists(a, 100)   | 100       | , 100)
                    SET if_not_exists(a, b) = a     | (         | if_not_exists(a
                    set (a = b)                     | (         | set (a
                    add a                           | <EOF>     | a
                    add a = b                       | =         | a = b
                    add a b                         | b         | a b
                    add a if_not_exists(b)          | if_not_exists | a if_not_exists(
                    delete a b                      | b         | a b
                    remove a b                      | b         | a b
                    remove :x                       | :x        | remove :x
                    remove a, #,                    | #         | , #,
                    remove a[#str]                  | #str      | [#str]
                    """)
    void syntaxErrorsNameTheTokenAndItsNeighbours(String update, String token, String near) {
        Items.assertInvalid(
                () -> parse(update),
                "Invalid UpdateExpression: Syntax error; token: \"" + token + "\", near: \"" + near + "\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    The expression has redundant parentheses; | set a = ((b))
                    The expression has redundant parentheses; | set a = ((b + c))
                    The expression has redundant parentheses; | set a = list_append(((b)), views) set
                    Invalid function name; function: f | set #undefined = f(:undefined) set views = d
                    Invalid function name; function: LIST_APPEND | set a = LIST_APPEND(b, c)
                    The function is not allowed in an update expression; function: size | set a = size(b)
                    The function is not allowed to be used this way in an expression; function: list_append | set a = list_append(list_append(views, b), c)
                    The function is not allowed to be used this way in an expression; function: list_append | set a = if_not_exists(a, list_append(b, c))
                    The function is not allowed to be used this way in an expression; function: list_append | set a = list_append(b, c) + d
                    Attribute name is a reserved keyword; reserved keyword: abOrt | set #undefined = :undefined set abOrt = d
                    Attribute name is a reserved keyword; reserved keyword: true | set a = true
                    Attribute name is a reserved keyword; reserved keyword: Absolute | remove a.Absolute
                    Attribute name is a reserved keyword; reserved keyword: name | set a = if_not_exists(b.name, c)
                    The "SET" section can only be used once in an update expression; | set a = #undefined set c = :undefined
                    The "REMOVE" section can only be used once in an update expression; | remove a set a = b remove e
                    The "ADD" section can only be used once in an update expression; | add a :x set a = b add e :x
                    The "DELETE" section can only be used once in an update expression; | delete a :x delete e :x
                    An expression attribute name used in the document path is not defined; attribute name: #u | SET #u = if_not_exists(:v)
                    An expression attribute value used in expression is not defined; attribute value: :v | SET a = if_not_exists(:v), a = b
                    An expression attribute value used in expression is not defined; attribute value: :v | SET a = b + :v
                    """)
    void whatIsWrittenWronglyIsRefusedInDynamoDbsOrder(String message, String update) {
        Items.assertInvalid(() -> parse(update), "Invalid UpdateExpression: " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    overlap  | [a]               | [a]            | set a = :one remove a
                    overlap  | [a]               | [a, b]         | set a = :one, a.b = :one
                    overlap  | [c, [1], a]       | [c]            | set d[1] = a, d.b = a, c[1].a = a, c = if_not_exists(a)
                    overlap  | [c, [3], [3]]     | [c, [3]]       | set c[3].#3 = a, c[3] = a
                    overlap  | [str]             | [str]          | add str :one delete #str :strs
                    conflict | [a, c]            | [a, [1]]       | remove a.c set a[1] = b
                    conflict | [c, [3], [3]]     | [c, [3], [3]]  | set c[3].#3 = a, c.#3[3] = if_not_exists(a)
                    """)
    void pathsThatOverlapOrConflictAreRefused(String relation, String first, String second, String update) {
        Items.assertInvalid(
                () -> parse(update),
                "Invalid UpdateExpression: Two document paths " + relation
                        + " with each other; must remove or rewrite one of these paths; path one: " + first
                        + ", path two: " + second);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ADD    | STRING  | set b = list_append(:x, a), c = if_not_exists(a) add a.b :x
                    DELETE | STRING  | delete a.b :x
                    ADD    | NULL    | add a.b :nil
                    ADD    | BOOLEAN | add a.b :yes
                    ADD    | BINARY  | add a.b :bin
                    DELETE | MAP     | delete a.b :map
                    ADD    | LIST    | add a.b :list
                    DELETE | NUMBER  | delete a.b :one
                    """)
    void onlyNumbersAndSetsAreAddedAndOnlySetsDeleted(String clause, String type, String update) {
        Items.assertInvalid(
                () -> parse(update),
                "Invalid UpdateExpression: Incorrect operand type for operator or function; operator: " + clause
                        + ", operand type: " + type + ", typeSet: ALLOWED_FOR_" + clause + "_OPERAND");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Incorrect number of operands for operator or function; operator or function: if_not_exists, number of operands: 1 | set a = if_not_exists(c)
                    Incorrect number of operands for operator or function; operator or function: list_append, number of operands: 3 | set a = list_append(c, c, c)
                    Operator or function requires a document path; operator or function: if_not_exists | set a = if_not_exists(:x, c)
                    Operator or function requires a document path; operator or function: if_not_exists | set a = if_not_exists(if_not_exists(a, b), c)
                    Incorrect operand type for operator or function; operator or function: list_append, operand type: S | set a = list_append(:x, a)
                    Incorrect operand type for operator or function; operator or function: list_append, operand type: M | set a = list_append(a, :map)
                    Incorrect operand type for operator or function; operator or function: +, operand type: L | set a = a + :list
                    Incorrect operand type for operator or function; operator or function: -, operand type: SS | set a = :strs - a
                    List index is not within the allowable range; index: [4294967295] | set a[4294967295] = :x
                    """)
    void wrongOperandsAreRefused(String message, String update) {
        Items.assertInvalid(() -> parse(update), "Invalid UpdateExpression: " + message);
    }

    private static Update parse(String update) {
        return Expressions.update(update, Items.placeholders());
    }
}
