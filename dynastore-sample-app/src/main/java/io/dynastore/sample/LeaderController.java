package io.dynastore.sample;

import io.dynastore.lease.LeaseView;
import io.dynastore.spring.leader.LeaderCandidate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows which instance is the leader. */
@RestController
@RequestMapping(path = "/leader", produces = MediaType.APPLICATION_JSON_VALUE)
class LeaderController {
    private final LeaderCandidate candidate;

    LeaderController(LeaderCandidate candidate) {
        this.candidate = candidate;
    }

    /**
     * The leader as this instance sees it.
     *
     * @param me whether it is this instance
     * @param instance the leader; null if there is none
     * @param token its fencing token
     * @param state {@code STALE} if this instance has seen no renewal for the whole duration of the lease
     */
    record Leader(
            boolean me, @Nullable String instance, @Nullable Long token, LeaseView.@Nullable State state) {}

    @GetMapping
    Leader leader() {
        return candidate
                .currentLeader()
                .map(lease -> new Leader(candidate.isLeader(), lease.holder(), lease.token(), lease.state()))
                .orElseGet(() -> new Leader(false, null, null, null));
    }

    /** Gives up leadership if this instance is the leader. */
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resign() {
        candidate.resign();
    }
}
