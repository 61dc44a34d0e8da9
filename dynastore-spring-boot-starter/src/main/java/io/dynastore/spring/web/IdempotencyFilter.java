package io.dynastore.spring.web;

import io.dynastore.OutcomeUnknownException;
import io.dynastore.idempotency.Fingerprint;
import io.dynastore.idempotency.Idempotency;
import io.dynastore.spring.idempotency.IdempotencyFactory;
import io.dynastore.spring.idempotency.IdempotentAttempt;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Runs the handler methods of {@link IdempotentHandlers} once for each key that a client sends, and sends the recorded response
 * again when the request is repeated. It stands behind the filters of Spring Security, and in front of those that an application
 * adds without an order, which are part of what is run once.
 *
 * <p>Thread-safe.
 */
public final class IdempotencyFilter extends OncePerRequestFilter {
    private final IdempotentHandlers handlers;
    private final SingletonSupplier<Idempotency<RecordedResponse>> idempotency;
    private final Supplier<? extends @Nullable RequestPrincipal> principal;
    private final Supplier<HandlerExceptionResolver> problems;
    private final ResponseRecording recording;

    /**
     * Creates a filter. What is supplied is asked for when the first request needs it.
     *
     * @param handlers finds the handler methods
     * @param factory makes the idempotent operations
     * @param principal says whose a key is; null if all clients share their keys
     * @param problems writes what is refused
     * @param recording decides what is recorded
     */
    public IdempotencyFilter(
            IdempotentHandlers handlers,
            Supplier<IdempotencyFactory> factory,
            Supplier<? extends @Nullable RequestPrincipal> principal,
            Supplier<HandlerExceptionResolver> problems,
            ResponseRecording recording) {
        this.handlers = handlers;
        this.idempotency = SingletonSupplier.of(() -> factory.get().create(RecordedResponse.CODEC));
        this.principal = principal;
        this.problems = SingletonSupplier.of(problems);
        this.recording = recording;
    }

    /** A response that is not recorded: it must not be, or the rest of the chain has thrown the cause. */
    private static final class NotRecordedException extends Exception {
        private static final long serialVersionUID = 1L;

        NotRecordedException(@Nullable Throwable cause) {
            super(null, cause, false, false);
        }
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        IdempotentHandlers.Handler handler = handlers.find(request);
        if (handler == null || (!handler.isKeyRequired() && request.getHeader(IdempotencyKey.HEADER) == null)) {
            chain.doFilter(request, response);
        } else if (handler.allowsOrigin(request, response)) {
            new Exchange(handler, response, chain).answer(request);
        }
    }

    /** A request with its response. */
    private final class Exchange {
        private final IdempotentHandlers.Handler handler;
        private final HttpServletResponse response;
        private final CapturedResponse captured;
        private final FilterChain chain;
        private @Nullable RecordedResponse own;

        Exchange(IdempotentHandlers.Handler handler, HttpServletResponse response, FilterChain chain) {
            this.handler = handler;
            this.response = response;
            this.captured = new CapturedResponse(response);
            this.chain = chain;
        }

        void answer(HttpServletRequest request) throws ServletException, IOException {
            RecordedResponse recorded;
            try {
                String key = key(request);
                RepeatableRequest repeatable = RepeatableRequest.read(request, recording.maxBodySize());
                recorded = idempotency
                        .obtain()
                        .run(
                                key,
                                Fingerprint.of(repeatable.fingerprint()),
                                attempt -> IdempotentAttempt.during(attempt, () -> run(repeatable)));
            } catch (NotRecordedException e) {
                rethrow(e.getCause());
                captured.send();
                return;
            } catch (OutcomeUnknownException e) {
                refuse(request, IdempotencyProblems.unavailable(e));
                return;
            } catch (RuntimeException e) {
                refuse(request, e);
                return;
            }
            if (recorded.equals(own)) {
                captured.send();
            } else {
                recorded.send(response);
            }
        }

        private String key(HttpServletRequest request) {
            List<String> fields = Collections.list(request.getHeaders(IdempotencyKey.HEADER));
            if (fields.isEmpty()) {
                throw IdempotencyProblems.keyMissing();
            }
            IdempotencyKey key = IdempotencyKey.parse(fields);
            RequestPrincipal strategy = principal.get();
            String sender = strategy == null ? null : strategy.of(request);
            if (strategy != null && sender == null) {
                throw IdempotencyProblems.principalMissing();
            }
            return new LengthPrefixedHash()
                    .add(handler.operation())
                    .add(sender)
                    .add(key.value())
                    .hash();
        }

        private RecordedResponse run(RepeatableRequest request) throws NotRecordedException {
            try {
                chain.doFilter(request, captured);
            } catch (Throwable e) {
                throw new NotRecordedException(e);
            }
            if (!recording.records(captured)) {
                throw new NotRecordedException(null);
            }
            own = RecordedResponse.of(captured, recording.headers());
            return own;
        }

        private void refuse(HttpServletRequest request, RuntimeException failure) throws IOException {
            DynaStoreProblem problem = Problems.of(failure, null);
            if (problem == null) {
                throw failure;
            }
            ModelAndView view = problems.get()
                    .resolveException(request, response, handler.chain().getHandler(), problem);
            if ((view == null || !view.isEmpty()) && !response.isCommitted()) {
                response.sendError(problem.getStatusCode().value());
            }
        }
    }

    private static void rethrow(@Nullable Throwable failure) throws ServletException, IOException {
        if (failure instanceof ServletException e) {
            throw e;
        }
        if (failure instanceof IOException e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        if (failure != null) {
            throw new ServletException(failure);
        }
    }
}
