package io.dynastore.spring.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Keeps a response instead of sending it, so that it can be recorded first, or thrown away for one that was recorded before. What
 * filters in front have already set on the response remains there.
 */
final class CapturedResponse extends HttpServletResponseWrapper {
    private final HttpServletResponse target;
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final List<Cookie> cookies = new ArrayList<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private @Nullable ServletOutputStream stream;
    private @Nullable PrintWriter writer;
    private @Nullable String mediaType;
    private @Nullable String charset;
    private @Nullable Locale locale;
    private int status;
    private @Nullable SentError error;
    private boolean complete;

    /** An error whose page the container makes. */
    private record SentError(int status, @Nullable String message) {}

    CapturedResponse(HttpServletResponse target) {
        super(target);
        this.target = target;
        this.status = target.getStatus();
    }

    /** Returns whether the container is to make the page of an error. */
    boolean isLeftToTheContainer() {
        return error != null;
    }

    byte[] body() {
        if (writer != null) {
            writer.flush();
        }
        return body.toByteArray();
    }

    /** Sends what was kept. */
    void send() throws IOException {
        headers.forEach((name, values) -> {
            target.setHeader(name, values.get(0));
            values.stream().skip(1).forEach(value -> target.addHeader(name, value));
        });
        cookies.forEach(target::addCookie);
        if (locale != null) {
            target.setLocale(locale);
        }
        String contentType = getContentType();
        if (contentType != null) {
            target.setContentType(contentType);
        } else if (charset != null) {
            target.setCharacterEncoding(charset);
        }
        if (error != null) {
            target.sendError(error.status, error.message);
            return;
        }
        target.setStatus(status);
        byte[] content = body();
        if (content.length > 0) {
            target.setContentLengthLong(content.length);
            target.getOutputStream().write(content);
        }
    }

    @Override
    public void setStatus(int status) {
        if (!complete) {
            this.status = status;
        }
    }

    @Override
    public int getStatus() {
        return error == null ? status : error.status;
    }

    @Override
    public void sendError(int status) {
        sendError(status, null);
    }

    @Override
    public void sendError(int status, @Nullable String message) {
        complete();
        resetBuffer();
        error = new SentError(status, message);
    }

    @Override
    public void sendRedirect(String location) {
        sendRedirect(location, HttpStatus.FOUND.value(), true);
    }

    @Override
    public void sendRedirect(String location, int status) {
        sendRedirect(location, status, true);
    }

    @Override
    public void sendRedirect(String location, boolean clearBuffer) {
        sendRedirect(location, HttpStatus.FOUND.value(), clearBuffer);
    }

    @Override
    public void sendRedirect(String location, int status, boolean clearBuffer) {
        setStatus(status);
        setHeader(HttpHeaders.LOCATION, location);
        complete();
        if (clearBuffer) {
            resetBuffer();
        }
    }

    private void complete() {
        if (complete) {
            throw new IllegalStateException("The response is already complete");
        }
        complete = true;
    }

    @Override
    public boolean isCommitted() {
        return complete || target.isCommitted();
    }

    @Override
    public void addCookie(Cookie cookie) {
        cookies.add(cookie);
    }

    @Override
    public boolean containsHeader(String name) {
        return headers.containsKey(name) || target.containsHeader(name);
    }

    @Override
    public void setHeader(String name, @Nullable String value) {
        if (name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)) {
            setContentType(value);
        } else if (name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH)) {
            return; // The length is that of what is sent.
        } else {
            headers.remove(name);
            if (value != null) {
                headers.put(name, new ArrayList<>(List.of(value)));
            } else {
                target.setHeader(name, null);
            }
        }
    }

    @Override
    public void addHeader(String name, String value) {
        if (name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE) || name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH)) {
            setHeader(name, value);
        } else {
            headers.computeIfAbsent(name, absent -> new ArrayList<>(target.getHeaders(absent)))
                    .add(value);
        }
    }

    @Override
    public void setIntHeader(String name, int value) {
        setHeader(name, Integer.toString(value));
    }

    @Override
    public void addIntHeader(String name, int value) {
        addHeader(name, Integer.toString(value));
    }

    @Override
    public void setDateHeader(String name, long date) {
        setHeader(name, date(date));
    }

    @Override
    public void addDateHeader(String name, long date) {
        addHeader(name, date(date));
    }

    private static String date(long date) {
        HttpHeaders formatted = new HttpHeaders();
        formatted.setDate(HttpHeaders.DATE, date);
        return String.valueOf(formatted.getFirst(HttpHeaders.DATE));
    }

    @Override
    public @Nullable String getHeader(String name) {
        Collection<String> values = getHeaders(name);
        return values.isEmpty() ? null : values.iterator().next();
    }

    @Override
    public Collection<String> getHeaders(String name) {
        if (name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)) {
            String contentType = getContentType();
            return contentType == null ? List.of() : List.of(contentType);
        }
        List<String> values = headers.get(name);
        return values == null ? target.getHeaders(name) : List.copyOf(values);
    }

    @Override
    public Collection<String> getHeaderNames() {
        Set<String> names = new LinkedHashSet<>(target.getHeaderNames());
        names.addAll(headers.keySet());
        return names;
    }

    @Override
    public void setContentType(@Nullable String contentType) {
        mediaType = contentType;
        if (contentType == null) {
            return;
        }
        try {
            MediaType parsed = MediaType.parseMediaType(contentType);
            if (parsed.getCharset() != null) {
                charset = parsed.getParameter("charset");
            }
        } catch (IllegalArgumentException e) {
            // Sent as it is.
        }
    }

    @Override
    public @Nullable String getContentType() {
        boolean hasCharset = mediaType == null
                || charset == null
                || mediaType.toLowerCase(Locale.ROOT).contains("charset=");
        return hasCharset ? mediaType : mediaType + ";charset=" + charset;
    }

    @Override
    public void setCharacterEncoding(@Nullable String charset) {
        if (writer == null) {
            this.charset = charset;
        }
    }

    @Override
    public void setCharacterEncoding(@Nullable Charset charset) {
        setCharacterEncoding(charset == null ? null : charset.name());
    }

    @Override
    public String getCharacterEncoding() {
        return charset == null ? target.getCharacterEncoding() : charset;
    }

    @Override
    public void setLocale(@Nullable Locale locale) {
        this.locale = locale;
    }

    @Override
    public Locale getLocale() {
        return locale == null ? target.getLocale() : locale;
    }

    @Override
    public void setContentLength(int length) {}

    @Override
    public void setContentLengthLong(long length) {}

    @Override
    public ServletOutputStream getOutputStream() {
        if (writer != null) {
            throw new IllegalStateException("getWriter() has already been called for this response");
        }
        if (stream == null) {
            stream = new Content();
        }
        return stream;
    }

    @Override
    public PrintWriter getWriter() {
        if (stream != null) {
            throw new IllegalStateException("getOutputStream() has already been called for this response");
        }
        if (writer == null) {
            String name = getCharacterEncoding();
            Charset used = name == null ? StandardCharsets.ISO_8859_1 : Charset.forName(name);
            charset = used.name();
            writer = new PrintWriter(new OutputStreamWriter(body, used));
        }
        return writer;
    }

    /** Nothing is sent before it has been recorded. */
    @Override
    public void flushBuffer() {}

    @Override
    public void resetBuffer() {
        body();
        body.reset();
    }

    @Override
    public void reset() {
        resetBuffer();
        headers.clear();
        cookies.clear();
        mediaType = null;
        charset = null;
        locale = null;
        stream = null;
        writer = null;
        status = HttpStatus.OK.value();
    }

    /** Takes the body. */
    private final class Content extends ServletOutputStream {
        @Override
        public void write(int value) {
            body.write(value);
        }

        @Override
        public void write(byte[] source, int offset, int length) {
            body.write(source, offset, length);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("The response is not asynchronous");
        }
    }
}
