package io.dynastore.jackson;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.exc.MismatchedInputException;

/** Describes why Jackson could not read a document: by the position, never by the content, which may be sensitive. */
final class JsonProblem {
    private JsonProblem() {}

    static String describe(JacksonException e) {
        StringBuilder text = new StringBuilder(e.getClass().getSimpleName());
        if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            text.append(", expected ").append(mismatch.getTargetType().getName());
        }
        if (!e.getPath().isEmpty()) {
            text.append(", at ").append(e.getPathReference());
        }
        TokenStreamLocation location = e.getLocation();
        if (location != null && location.getLineNr() > 0) {
            text.append(", line ")
                    .append(location.getLineNr())
                    .append(", column ")
                    .append(location.getColumnNr());
        }
        return text.toString();
    }
}
