package io.dynastore.sample;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Instant;

/** A customer as it is stored, as JSON. */
record Customer(
        String name,
        String status,
        // The length is constant, so that the index sorts by time.
        @JsonFormat(pattern = "yyyy-MM-dd'T'HH:mm:ss.SSSX", timezone = "UTC")
        Instant created) {

    static final String NEW = "new";

    /** The valid statuses, as a regular expression. */
    static final String STATUSES = NEW + "|enabled|disabled";

    /** Text without control characters and halves of surrogate pairs, as a regular expression. */
    static final String CLEAN_TEXT = "[^\\p{Cc}\\p{Cs}]*";

    static final int MAX_NAME_LENGTH = 200;
}
