package io.dynastore.spring.web;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of the header {@code Idempotency-Key}: a string of structured fields (RFC 9651), as
 * {@code draft-ietf-httpapi-idempotency-key-header} has it. Many clients send it without quotation marks, which means the same.
 *
 * @param value the value, without quotation marks and parameters
 */
record IdempotencyKey(String value) {
    static final String HEADER = "Idempotency-Key";
    static final int MAX_LENGTH = 255;

    private static final String STRING = "\"((?:[ !#-\\[\\]-~]|\\\\[\"\\\\])*)\"";
    private static final String BARE_ITEM =
            STRING.replace("((?:", "(?:(?:") + "|[A-Za-z*][\\w!#$%&'*+.^`|~:/-]*|-?\\d{1,15}(?:\\.\\d{1,3})?|\\?[01]"
                    + "|:[\\w+/=]*:|@-?\\d{1,15}|%\"[ !#-~]*\"";
    private static final Pattern QUOTED =
            Pattern.compile(STRING + "(?:; *[a-z*][a-z0-9_.*-]*(?:=(?:" + BARE_ITEM + "))?)*");

    /** What would end or separate structured fields is not part of a value without quotation marks. */
    private static final Pattern BARE = Pattern.compile("[!#-+\\--:<-\\[\\]-~]+");

    /**
     * Parses the fields of a request.
     *
     * @param fields the values of all header fields of that name
     * @return the key
     * @throws DynaStoreProblem if there is more than one field, or it is not a string of 1 to 255 characters
     */
    static IdempotencyKey parse(List<String> fields) {
        String field = fields.size() == 1 ? fields.get(0).strip() : "";
        Matcher quoted = QUOTED.matcher(field);
        String value = "";
        if (quoted.matches()) {
            value = quoted.group(1).replaceAll("\\\\(.)", "$1");
        } else if (BARE.matcher(field).matches()) {
            value = field;
        }
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw IdempotencyProblems.keyMalformed();
        }
        return new IdempotencyKey(value);
    }

    /** The key is the client's secret as long as nobody else has seen it. */
    @Override
    public String toString() {
        return "IdempotencyKey[" + value.length() + " characters]";
    }
}
