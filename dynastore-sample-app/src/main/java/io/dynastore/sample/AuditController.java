package io.dynastore.sample;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Shows the audit trail, and relays it to open pages. */
@RestController
@RequestMapping("/changes")
class AuditController {
    private final AuditTrail trail;
    private final AuditRelay relay;

    AuditController(AuditTrail trail, AuditRelay relay) {
        this.trail = trail;
        this.relay = relay;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    List<AuditRecord> latest(@RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit) {
        return trail.latest(limit);
    }

    @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter open() {
        return relay.open();
    }
}
