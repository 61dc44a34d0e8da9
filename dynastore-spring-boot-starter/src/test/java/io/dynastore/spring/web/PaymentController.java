package io.dynastore.spring.web;

import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.idempotency.Attempt;
import io.dynastore.spring.idempotency.Idempotent;
import io.dynastore.spring.idempotency.IdempotentAttempt;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** Handler methods of all kinds. Each notes that it was run. */
@RestController
class PaymentController {
    private final List<String> runs = new CopyOnWriteArrayList<>();
    private final Partition<Customer> customers;
    private volatile CountDownLatch running = new CountDownLatch(0);
    private volatile CountDownLatch mayEnd = new CountDownLatch(0);

    PaymentController(Partition<Customer> customers) {
        this.customers = customers;
    }

    record Payment(String account, int amount) {}

    record Receipt(int number, String account) {}

    static final class InsufficientFundsException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Returns what was run since this was last asked. */
    synchronized List<String> runs() {
        List<String> past = List.copyOf(runs);
        runs.clear();
        return past;
    }

    /** Lets the next call of {@link #slow} wait. The first latch tells that it runs, the second that it may end. */
    void hold(CountDownLatch isRunning, CountDownLatch end) {
        running = isRunning;
        mayEnd = end;
    }

    private int ran(String what) {
        runs.add(what);
        return runs.size();
    }

    @PostMapping("/payments")
    @Idempotent
    ResponseEntity<Receipt> pay(@RequestBody Payment payment) {
        int number = ran("pay " + payment.amount);
        return ResponseEntity.created(URI.create("/payments/" + number))
                .eTag("v" + number)
                .header("Set-Cookie", "session=secret")
                .header("X-Rate", "10")
                .body(new Receipt(number, payment.account));
    }

    @PostMapping("/orders/{id}/payments")
    @Idempotent(operation = "pay-order")
    Receipt payOrder(@PathVariable String id, @RequestParam(defaultValue = "1") int amount) {
        return new Receipt(ran("payOrder " + amount), id);
    }

    @PostMapping("/optional")
    @Idempotent(required = false)
    String optional() {
        return "optional " + ran("optional") + " " + IdempotentAttempt.current().isPresent();
    }

    @PostMapping("/slow")
    @Idempotent
    String slow() throws InterruptedException {
        int number = ran("slow");
        running.countDown();
        if (!mayEnd.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Nobody lets it end");
        }
        return "slow " + number;
    }

    @PostMapping("/attempt")
    @Idempotent
    String attempt(@RequestParam boolean fail) {
        Attempt attempt = IdempotentAttempt.current().orElseThrow();
        ran(attempt.id());
        if (fail) {
            throw new IllegalStateException("it fails");
        }
        return attempt.id();
    }

    @PostMapping("/refused")
    @Idempotent
    String refused(@RequestBody Payment payment) {
        ran("refused");
        if (payment.amount > 100) {
            throw new InsufficientFundsException();
        }
        if (payment.amount < 0) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "left to the container");
        }
        return "paid " + payment.amount;
    }

    @ExceptionHandler
    ResponseEntity<String> insufficient(InsufficientFundsException e) {
        return ResponseEntity.status(HttpStatus.PAYMENT_REQUIRED).body("insufficient funds");
    }

    @PostMapping("/handled")
    @Idempotent
    String handled() {
        ran("handled");
        throw new UnsupportedOperationException();
    }

    /** What an exception handler answers is a response like others. */
    @ExceptionHandler
    ResponseEntity<String> accepted(UnsupportedOperationException e) {
        return ResponseEntity.accepted().body("accepted");
    }

    @PostMapping("/none")
    @Idempotent
    ResponseEntity<Void> none() {
        ran("none");
        return ResponseEntity.noContent().build();
    }

    @PutMapping("/customers/{id}")
    @Idempotent
    Entry<Customer> replace(@PathVariable String id, Precondition precondition, @RequestBody Customer customer) {
        ran("replace");
        return precondition.update(customers, id, customer);
    }

    @PostMapping("/large")
    @Idempotent
    byte[] large() {
        ran("large");
        return new byte[500_000];
    }

    @PostMapping("/forms")
    @Idempotent
    String form(
            @RequestParam String account, @RequestParam int amount, @RequestParam MultiValueMap<String, String> all) {
        return account + " " + amount + " " + ran("form " + all);
    }

    @PutMapping("/forms")
    @Idempotent
    String putForm(@RequestParam String account, @RequestParam int amount) {
        return account + " " + amount + " " + ran("putForm");
    }

    @PostMapping("/uploads")
    @Idempotent
    String upload(@RequestParam MultipartFile file, @RequestParam String title) throws IOException {
        ran("upload");
        return title + " " + file.getOriginalFilename() + " " + new String(file.getBytes(), StandardCharsets.UTF_8);
    }

    @PostMapping(path = "/texts", produces = "text/plain;charset=UTF-16")
    @Idempotent
    String text(@RequestBody String text) {
        ran("text");
        return text;
    }

    /** Without Spring's conversions. */
    @PostMapping("/raw")
    @Idempotent
    void raw(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ran("raw");
        StringWriter text = new StringWriter();
        try (Reader body = request.getReader()) {
            body.transferTo(text);
        }
        response.setStatus(HttpServletResponse.SC_ACCEPTED);
        response.setContentType("text/plain");
        response.setCharacterEncoding("ISO-8859-1");
        response.addHeader("Link", "</a>");
        response.addHeader("Link", "</b>");
        response.setDateHeader("Last-Modified", 1_000);
        response.getWriter().print(text);
        response.flushBuffer();
    }

    @PostMapping("/redirects")
    @Idempotent
    void redirect(HttpServletResponse response) throws IOException {
        ran("redirect");
        response.sendRedirect("/elsewhere");
    }

    /** Nothing says that it is asynchronous. */
    @PostMapping("/later")
    @Idempotent
    ResponseEntity<?> later() {
        ran("later");
        return ResponseEntity.ok(CompletableFuture.completedFuture("later"));
    }

    @PostMapping("/async")
    @Idempotent
    Object async() {
        ran("async");
        return new DeferredResult<>();
    }

    @PostMapping("/shared")
    @CrossOrigin(origins = "https://shop.example")
    @Idempotent
    String shared() {
        return "shared " + ran("shared");
    }

    @RequestMapping(path = "/plain", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Integer> plain() {
        return Map.of("plain", ran("plain"));
    }
}
