package io.livemarket.events.notifications;

/**
 * When nothing is pushed, each day.
 *
 * @param from {@code HH:mm}, the first quiet minute
 * @param to {@code HH:mm}, the first minute after; before {@code from} it is the next day's
 * @param zone an IANA time zone, such as {@code Europe/Madrid}
 */
public record QuietHours(String from, String to, String zone) {}
