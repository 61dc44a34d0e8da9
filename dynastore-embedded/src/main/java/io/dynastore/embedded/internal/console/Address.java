package io.dynastore.embedded.internal.console;

import io.dynastore.embedded.internal.json.Json;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The address of a page: the parameters of its query in their order. Immutable. */
final class Address {
    /** The page that lists the tables. */
    static final Address HOME = new Address(List.of());

    private final List<Parameter> parameters;

    private Address(List<Parameter> parameters) {
        this.parameters = parameters;
    }

    private record Parameter(String name, String value) {}

    /**
     * Reads the query of a request.
     *
     * @throws Failure if it is malformed
     */
    static Address parse(String query) throws Failure {
        List<Parameter> parameters = new ArrayList<>();
        for (String part : query.split("&", -1)) {
            if (!part.isEmpty()) {
                String[] pair = part.split("=", 2);
                parameters.add(new Parameter(decoded(pair[0]), pair.length == 1 ? "" : decoded(pair[1])));
            }
        }
        return new Address(parameters);
    }

    private static String decoded(String text) throws Failure {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Failure.ofAddress("The address contains a malformed escape sequence.");
        }
    }

    /** {@return this address with one more parameter} */
    Address with(String name, String value) {
        List<Parameter> all = new ArrayList<>(parameters);
        all.add(new Parameter(name, value));
        return new Address(all);
    }

    /** {@return this address with a parameter that contains a JSON tree} */
    Address withTree(String name, @Nullable Object tree) {
        return with(name, Base64.getUrlEncoder().withoutPadding().encodeToString(Json.write(tree)));
    }

    /** {@return the first value of a parameter; null if there is none or if it is empty} */
    @Nullable
    String first(String name) {
        return all(name).stream().findFirst().filter(value -> !value.isEmpty()).orElse(null);
    }

    /** {@return all values of a parameter} */
    List<String> all(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .toList();
    }

    /**
     * Returns the JSON tree in a parameter, or null if there is none.
     *
     * @throws Failure if the parameter contains something else
     */
    @Nullable
    Object tree(String name) throws Failure {
        String value = first(name);
        if (value == null) {
            return null;
        }
        try {
            return Json.read(Base64.getUrlDecoder().decode(value));
        } catch (IllegalArgumentException e) {
            throw Failure.ofAddress("The parameter \"" + name + "\" of the address is damaged.");
        }
    }

    /** {@return the address for a link on a page of the same server} */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("/");
        for (Parameter parameter : parameters) {
            text.append(text.length() == 1 ? '?' : '&')
                    .append(encoded(parameter.name()))
                    .append('=')
                    .append(encoded(parameter.value()));
        }
        return text.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
