package io.dynastore.spring.web;

import io.dynastore.Revision;
import org.springframework.core.convert.converter.Converter;

/** Converts the text of a revision in a query, a path or a header. Its quotes may be missing. */
public final class RevisionConverter implements Converter<String, Revision> {
    /** Creates a converter. */
    public RevisionConverter() {}

    @Override
    public Revision convert(String text) {
        return Revision.parse(text.startsWith("\"") ? text : "\"" + text + "\"");
    }
}
