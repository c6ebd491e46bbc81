package io.livemarket.loadtest.messages;

import io.livemarket.loadtest.report.Latencies;

/**
 * The account of the messages that were due in a stretch of time, whenever their outcomes came.
 *
 * @param fromMs start of the stretch, after the start of the measured window
 * @param due messages that were due in it
 * @param acknowledged of them, those that the server accepted
 * @param refused of them, those that the server refused
 * @param missing of them, those without an answer, or never written to a socket
 * @param sendToReceived of those that came to their recipient
 * @param sendToRefused of those that were refused
 */
public record Slot(
        long fromMs,
        int due,
        int acknowledged,
        int refused,
        int missing,
        Latencies sendToReceived,
        Latencies sendToRefused) {}
