package io.dynastore.embedded.internal.expression;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors of conditions and filters, with the texts of DynamoDB. */
class ConditionMessagesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    things are not gonna be ok   | are       | things are not
                    num                          | <EOF>     | num
                    num = :five AND              | <EOF>     | AND
                    num > 4                      | 4         | > 4
                    num != :one                  | !         | num !=
                    num == :one                  | =         | == :one
                    num = :one :one              | :one      | :one :one
                    attribute_exists(a-b)        | -         | a-b
                    attribute_exists("a")        | "         | ("a
                    attribute_exists(a..b)       | .         | ..b
                    attribute_exists(a[b])       | b         | [b]
                    attribute_exists(a[01])      | 1         | 01]
                    attribute_exists(a[-1])      | -         | [-1
                    attribute_exists()           | )         | ()
                    num in b, c                  | b         | in b,
                    num IN ()                    | )         | ()
                    num IN (b,)                  | )         | ,)
                    num > between                | between   | > between
                    a > :b.c                     | .         | :b.c
                    size(a).b > a                | .         | ).b
                    (size(a))[0] > a             | [         | )[0
                    (a).b > c                    | .         | ).b
                    (a)between(b)and((c)         | <EOF>     | )
                    ü > a                        | ü         | ü >
                    _a > a                       | _         | _a
                    a[:x] > a                    | :x        | [:x]
                    (a AND b)                    | AND       | a AND b
                    (a)                          | <EOF>     | )
                    a = b OR (c)                 | <EOF>     | )
                    NOT a                        | <EOF>     | a
                    NOT (a)                      | <EOF>     | )
                    a + b = c                    | +         | a + b
                    set = :one                   | set       | set =
                    a.in = :one                  | in        | .in =
                    # = :one                     | #         | # =
                    a = : x                      | :         | = : x
                    AND                          | AND       | AND
                    """)
    void syntaxErrorsNameTheTokenAndItsNeighbours(String condition, String token, String near) {
        Items.assertInvalid(
                () -> parse(condition),
                "Invalid FilterExpression: Syntax error; token: \"" + token + "\", near: \"" + near + "\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ((a = b))
                    (((a = b)))
                    ((attribute_exists(a)))
                    a = b AND ((a = b AND c = d)) AND a = b
                    a = b AND c > ((views))
                    (a)between(((b.c)).d)and(c)
                    NOT ((a = b))
                    a > whatever((:things), ((a)))
                    """)
    void redundantParenthesesAreRefusedBeforeAnythingElse(String condition) {
        Items.assertInvalid(
                () -> parse(condition), "Invalid FilterExpression: The expression has redundant parentheses;");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Invalid function name; function: whatever | a = a and whatever((:things)) > views
                    Invalid function name; function: attRIbute_exIsts | attRIbute_exIsts((views), #a)
                    Invalid function name; function: SIZE | SIZE(a) = :one
                    The function is not allowed in a condition expression; function: if_not_exists | if_not_exists(a, b) = c
                    The function is not allowed in a condition expression; function: list_append | list_append(views, b) = c
                    """)
    void unknownFunctionsAreRefusedBeforeReservedWords(String message, String condition) {
        Items.assertInvalid(() -> parse(condition), "Invalid FilterExpression: " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    attribute_exists     | a = a and attribute_exists((views), (#a)) > b
                    attribute_not_exists | attribute_not_exists(things) > b
                    attribute_type       | attribute_type(things, :a) > b
                    begins_with          | begins_with(things, a) > b
                    contains             | contains(:things, c) > b
                    contains             | size(contains(a, b)) > a
                    size                 | size(things)
                    size                 | NOT (size(views))
                    attribute_exists     | a between b and attribute_exists(things)
                    attribute_exists     | a in (b, attribute_exists(things))
                    """)
    void functionsInTheWrongPlaceAreRefused(String function, String condition) {
        Items.assertInvalid(
                () -> parse(condition),
                "Invalid FilterExpression: The function is not allowed to be used this way in an expression; function: "
                        + function);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    views    | attribute_exists(views, #a)
                    abOrT    | :a < abOrT
                    name     | a.b[1].name = :undefined
                    zone     | a = :one AND b = :two OR NOT c = zone
                    Size     | size(Size) > :one
                    """)
    void reservedWordsAreRefusedBeforePlaceholders(String word, String condition) {
        Items.assertInvalid(
                () -> parse(condition),
                "Invalid FilterExpression: Attribute name is a reserved keyword; reserved keyword: " + word);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    name used in the document path is not defined; attribute name: #a | attribute_exists(#a.b, :x) and a = a
                    name used in the document path is not defined; attribute name: #b | begins_with(a.#b)
                    name used in the document path is not defined; attribute name: #p | (#p between :lo and :hi) and (#q in (:r))
                    value used in expression is not defined; attribute value: :u | begins_with(:u, #a, #b)
                    value used in expression is not defined; attribute value: :u | :u < :v
                    """)
    void undefinedPlaceholdersAreReportedInTheirOrder(String problem, String condition) {
        Items.assertInvalid(() -> parse(condition), "Invalid FilterExpression: An expression attribute " + problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    attribute_exists     | 2 | attribute_exists(things, a) and a = a
                    attribute_not_exists | 2 | attribute_not_exists(things, b)
                    attribute_type       | 1 | attribute_type(things)
                    begins_with          | 1 | begins_with(things)
                    begins_with          | 3 | begins_with(things, size(a), b)
                    contains             | 1 | contains(things)
                    size                 | 2 | size(things, a) > b
                    """)
    void wrongNumbersOfOperandsAreRefused(String function, int operands, String condition) {
        Items.assertInvalid(
                () -> parse(condition),
                "Invalid FilterExpression: Incorrect number of operands for operator or function; operator or function: "
                        + function + ", number of operands: " + operands);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    attribute_type | N    | attribute_type(a, size(a)) and a = a
                    attribute_type | BOOL | attribute_type(a, :yes)
                    attribute_type | SS   | attribute_type(a, :strs)
                    attribute_type | {NS,SS,L,BS,N,M,B,BOOL,NULL,S} | attribute_type(a, b)
                    begins_with    | N    | begins_with(a, :one)
                    begins_with    | N    | begins_with(:one, a)
                    begins_with    | N    | begins_with(a, size(a)) and a = :undefined
                    begins_with    | L    | begins_with(a, :list)
                    begins_with    | M    | begins_with(:map, a)
                    size           | N    | size(size(a)) > :one
                    size           | N    | attribute_not_exists(size(:one))
                    size           | BOOL | size(:yes) > a
                    size           | NULL | size(:nil) > a
                    <              | BOOL | a < :yes
                    >=             | L    | :list >= a
                    <=             | NS   | a <= :nums
                    >              | M    | a > :map
                    BETWEEN        | SS   | a BETWEEN :strs AND :strs
                    BETWEEN        | NULL | :nil BETWEEN :one AND :five
                    """)
    void wrongTypesOfTheRequestsValuesAreRefused(String operator, String type, String condition) {
        Items.assertInvalid(
                () -> parse(condition),
                "Invalid FilterExpression: Incorrect operand type for operator or function; operator or function: "
                        + operator + ", operand type: " + type);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Operator or function requires a document path; operator or function: attribute_exists | attribute_exists(:x) and a = a
                    Operator or function requires a document path; operator or function: attribute_not_exists | attribute_not_exists(size(:x))
                    Invalid attribute type name found; type: DOG, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M} | attribute_type(a, :DOG)
                    List index is not within the allowable range; index: [4294967295] | attribute_exists(a[4294967295])
                    List index is not within the allowable range; index: [99999999999999999999] | a[99999999999999999999] = :x
                    The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:5}, upper bound operand: AttributeValue: {N:1} | a BETWEEN :five AND :one
                    The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {S:hello}, upper bound operand: AttributeValue: {S:hell} | a BETWEEN :hello AND :hell
                    The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {N:1}, upper bound operand: AttributeValue: {S:x} | a BETWEEN :one AND :x
                    The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {B:aGVsbA==}, upper bound operand: AttributeValue: {S:x} | a BETWEEN :bin AND :x
                    """)
    void otherFaultsAreRefused(String message, String condition) {
        Items.assertInvalid(() -> parse(condition), "Invalid FilterExpression: " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    =              | [str]                 | str = str AND #num = b AND :undefined > a
                    <>             | [str]                 | #str <> str
                    >              | [str]                 | str > #str
                    =              | [a]                   | ((a=a) OR (a=a))
                    contains       | [ab, bc, [1], str]    | contains(ab.bc[1].str, ab.bc[1].#str)
                    attribute_type | [ab, bc, [1], str]    | attribute_type(ab.bc[1].#str, ab.bc[1].str)
                    begins_with    | [ab, bc, [1], str]    | begins_with(ab.bc[1].str, ab.bc[1].#str)
                    """)
    void thePathComparedWithItselfIsRefused(String operator, String path, String condition) {
        Items.assertInvalid(
                () -> parse(condition),
                "Invalid FilterExpression: The first operand must be distinct from the remaining operands for this"
                        + " operator or function; operator: " + operator + ", first operand: " + path);
    }

    private static Condition parse(String condition) {
        return Expressions.condition("FilterExpression", condition, Items.placeholders());
    }
}
