package io.dynastore.sample;

import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.Query;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Lists the reports, and writes today's report on request. */
@RestController
@RequestMapping(path = "/reports", produces = MediaType.APPLICATION_JSON_VALUE)
class ReportController {
    private static final int A_MONTH = 31;

    private final Partition<Report> reports;
    private final NightlyReport nightly;

    ReportController(Partition<Report> reports, NightlyReport nightly) {
        this.reports = reports;
        this.nightly = nightly;
    }

    @GetMapping
    List<Report> latest() {
        return reports.list(Query.all().reverse().limit(A_MONTH)).items().stream()
                .map(Entry::value)
                .toList();
    }

    @PostMapping
    Report today() {
        return nightly.ofToday()
                .map(Entry::value)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.CONFLICT, "Another instance is writing today's report. Look for it in a moment."));
    }
}
