package io.livemarket.events.notifications;

/**
 * The time of each day in which nothing is pushed.
 *
 * @param from {@code HH:mm}, the first quiet minute
 * @param to {@code HH:mm}, the first minute after the quiet hours; a time before {@code from} is on the next day
 * @param zone an IANA time zone, such as {@code Europe/Madrid}
 */
public record QuietHours(String from, String to, String zone) {}
