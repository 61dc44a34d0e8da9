package io.dynastore.sample;

import java.time.LocalDate;
import java.util.SortedMap;

/**
 * The customers of a day, counted, as they are stored.
 *
 * @param date the day
 * @param customers the number of customers
 * @param byStatus the number of customers by status
 * @param instance the instance that counted them
 * @param token the fencing token of the lease that it held
 */
record Report(LocalDate date, long customers, SortedMap<String, Long> byStatus, String instance, long token) {}
