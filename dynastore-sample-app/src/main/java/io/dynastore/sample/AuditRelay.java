package io.dynastore.sample;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Sends the latest changes to the pages that this instance serves. An instance gets only some of the changes from its group, and
 * DynamoDB allows no group for each instance: two readers of a shard at the same time. The instances meet in the audit trail
 * instead, where each looks while pages are open.
 */
@Component
class AuditRelay {
    private static final Logger log = LoggerFactory.getLogger(AuditRelay.class);

    private static final int LATEST = 5;
    private static final long UNLIMITED = 0;

    private final AuditTrail trail;
    private final Set<SseEmitter> pages = ConcurrentHashMap.newKeySet();
    private List<AuditRecord> sent = List.of();

    AuditRelay(AuditTrail trail) {
        this.trail = trail;
    }

    /** No page gets what is older after what is newer, because one look at the trail follows the other. */
    synchronized SseEmitter open() {
        SseEmitter page = new SseEmitter(UNLIMITED);
        page.onCompletion(() -> pages.remove(page));
        send(page, trail.latest(LATEST));
        pages.add(page);
        return page;
    }

    @Scheduled(fixedDelayString = "${crm.relay.interval}")
    synchronized void relay() {
        if (pages.isEmpty()) {
            return;
        }
        try {
            List<AuditRecord> latest = trail.latest(LATEST);
            if (!latest.equals(sent)) {
                sent = latest;
                pages.forEach(page -> send(page, latest));
            }
        } catch (SdkException e) {
            log.debug("The audit trail cannot be read at the moment", e);
        }
    }

    private void send(SseEmitter page, List<AuditRecord> records) {
        try {
            page.send(records);
        } catch (IOException | IllegalStateException e) {
            // The page is gone.
            pages.remove(page);
            log.debug("A page has been closed", e);
        }
    }

    /** An open response would delay the graceful shutdown of the web server. The page connects again. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        pages.forEach(SseEmitter::complete);
    }
}
