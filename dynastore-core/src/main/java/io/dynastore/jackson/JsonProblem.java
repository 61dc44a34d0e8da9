package io.dynastore.jackson;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.exc.MismatchedInputException;

/** Why Jackson could not read a document. Names the place, never what is written there: that may be anybody's secret. */
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
