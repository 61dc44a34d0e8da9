package io.dynastore.sample;

import java.time.LocalDate;
import java.util.SortedMap;

/**
 * What there was at the end of a day, as it is stored.
 *
 * @param date the day
 * @param customers how many customers there were
 * @param byStatus how many of each status
 * @param instance which instance has counted them
 * @param token the fencing token of the lease that it had
 */
record Report(LocalDate date, long customers, SortedMap<String, Long> byStatus, String instance, long token) {}
