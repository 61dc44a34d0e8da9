package io.dynastore.spring.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * A request whose content has been read to compare it with that of another request, and can be read again. The content of a form
 * is its parameters or parts: the container reads them once and keeps them, and the boundary between the parts of a form differs
 * each time that a browser sends it.
 */
final class RepeatableRequest extends HttpServletRequestWrapper {
    private final byte @Nullable [] body;
    private final String fingerprint;
    private @Nullable ServletInputStream stream;
    private @Nullable BufferedReader reader;

    private RepeatableRequest(HttpServletRequest request, byte @Nullable [] body, String fingerprint) {
        super(request);
        this.body = body;
        this.fingerprint = fingerprint;
    }

    /**
     * Reads a request.
     *
     * @param request the request, whose content nobody has read, or the container as the parameters of a form
     * @param maxBodySize the largest size of the content in bytes
     * @throws DynaStoreProblem if the content is larger, or the parts of a form cannot be read
     * @throws IOException if the client does not send the whole content
     */
    static RepeatableRequest read(HttpServletRequest request, long maxBodySize) throws IOException {
        if (request.getContentLengthLong() > maxBodySize) {
            throw IdempotencyProblems.bodyTooLarge(maxBodySize);
        }
        String type = request.getContentType();
        boolean isMultipart = hasType(type, MediaType.MULTIPART_FORM_DATA_VALUE);
        boolean isForm = hasType(type, MediaType.APPLICATION_FORM_URLENCODED_VALUE);
        LengthPrefixedHash hash = new LengthPrefixedHash()
                .add(request.getMethod())
                .add(request.getRequestURI())
                .add(request.getQueryString())
                .add(isMultipart ? MediaType.MULTIPART_FORM_DATA_VALUE : type);
        if (isMultipart) {
            addParts(request, maxBodySize, hash);
            return new RepeatableRequest(request, null, hash.hash());
        }
        if (isForm) {
            addParameters(request.getParameterMap(), maxBodySize, hash);
        }
        if (isForm && request.getMethod().equals(HttpMethod.POST.name())) {
            // Spring makes the body of the parameters again where a handler asks for it.
            return new RepeatableRequest(request, null, hash.hash());
        }
        byte[] body = content(request.getInputStream(), maxBodySize);
        return new RepeatableRequest(request, body, hash.add(body).hash());
    }

    private static boolean hasType(@Nullable String contentType, String wanted) {
        return contentType != null
                && contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(wanted);
    }

    private static byte[] content(InputStream in, long maxBodySize) throws IOException {
        byte[] content = in.readNBytes((int) Math.min(maxBodySize + 1, Integer.MAX_VALUE - 8));
        if (content.length > maxBodySize) {
            throw IdempotencyProblems.bodyTooLarge(maxBodySize);
        }
        return content;
    }

    private static void addParameters(Map<String, String[]> parameters, long maxBodySize, LengthPrefixedHash hash) {
        long size = 0;
        for (Map.Entry<String, String[]> parameter : new TreeMap<>(parameters).entrySet()) {
            hash.add(parameter.getKey()).add(Integer.toString(parameter.getValue().length));
            for (String value : parameter.getValue()) {
                hash.add(value);
                size += parameter.getKey().length() + value.length();
            }
        }
        if (size > maxBodySize) {
            throw IdempotencyProblems.bodyTooLarge(maxBodySize);
        }
    }

    private static void addParts(HttpServletRequest request, long maxBodySize, LengthPrefixedHash hash)
            throws IOException {
        long remaining = maxBodySize;
        try {
            for (Part part : request.getParts()) {
                byte[] content;
                try (InputStream in = part.getInputStream()) {
                    content = content(in, remaining);
                }
                remaining -= content.length;
                hash.add(part.getName())
                        .add(part.getSubmittedFileName())
                        .add(part.getContentType())
                        .add(content);
            }
        } catch (IllegalStateException e) {
            throw IdempotencyProblems.partsUnreadable(HttpStatus.CONTENT_TOO_LARGE, e);
        } catch (ServletException e) {
            throw IdempotencyProblems.partsUnreadable(HttpStatus.BAD_REQUEST, e);
        }
    }

    /** Returns a hash by which another request can be told from this one. */
    String fingerprint() {
        return fingerprint;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (body == null) {
            return super.getInputStream();
        }
        if (reader != null) {
            throw new IllegalStateException("getReader() has already been called for this request");
        }
        if (stream == null) {
            stream = new Content(body);
        }
        return stream;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        if (body == null) {
            return super.getReader();
        }
        if (stream != null) {
            throw new IllegalStateException("getInputStream() has already been called for this request");
        }
        if (reader == null) {
            String name = getCharacterEncoding();
            Charset charset = name == null ? StandardCharsets.ISO_8859_1 : Charset.forName(name);
            reader = new BufferedReader(new InputStreamReader(new ByteArrayInputStream(body), charset));
        }
        return reader;
    }

    @Override
    public AsyncContext startAsync() {
        throw new IllegalStateException(
                "An @Idempotent handler method must not be asynchronous: it answers when it returns");
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
        return startAsync();
    }

    /** A body that has been read. */
    private static final class Content extends ServletInputStream {
        private final ByteArrayInputStream in;

        Content(byte[] body) {
            this.in = new ByteArrayInputStream(body);
        }

        @Override
        public int read() {
            return in.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return in.read(target, offset, length);
        }

        @Override
        public int available() {
            return in.available();
        }

        @Override
        public boolean isFinished() {
            return in.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("The request is not asynchronous");
        }
    }
}
