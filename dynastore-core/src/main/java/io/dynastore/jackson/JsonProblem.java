package io.dynastore.jackson;

import io.dynastore.internal.Texts;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Describes why Jackson could not read or write a document: by the position, never by the content, which may be sensitive. */
final class JsonProblem {
    private JsonProblem() {}

    static String ofReading(JacksonException e) {
        StringBuilder text = new StringBuilder(e.getClass().getSimpleName());
        if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            text.append(", expected ").append(mismatch.getTargetType().getName());
        }
        text.append(path(e));
        TokenStreamLocation location = e.getLocation();
        if (location != null && location.getLineNr() > 0) {
            text.append(", line ")
                    .append(location.getLineNr())
                    .append(", column ")
                    .append(location.getColumnNr());
        }
        return text.toString();
    }

    static String ofWriting(JacksonException e) {
        // Jackson's message about a type that it cannot write quotes no value; others may.
        boolean aboutType = e instanceof InvalidDefinitionException && e.getCause() == null;
        return e.getClass().getSimpleName() + path(e) + (aboutType ? ": " + e.getOriginalMessage() : "");
    }

    private static String path(JacksonException e) {
        return e.getPath().isEmpty()
                ? ""
                : ", at " + e.getPath().stream().map(JsonProblem::step).collect(Collectors.joining("."));
    }

    /** Returns a step of the path: a property or an index. The key of a map is content. */
    private static String step(Reference step) {
        if (step.getPropertyName() == null) {
            return "[" + step.getIndex() + "]";
        }
        Object from = step.from();
        boolean ofMap = from instanceof Map || (from instanceof Class<?> type && Map.class.isAssignableFrom(type));
        return ofMap ? "[a key]" : Texts.quote(step.getPropertyName());
    }
}
