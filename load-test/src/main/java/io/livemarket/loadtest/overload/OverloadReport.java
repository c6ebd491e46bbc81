package io.livemarket.loadtest.overload;

import io.livemarket.loadtest.messages.MessageReport;
import io.livemarket.loadtest.messages.Slot;
import java.util.List;

/**
 * The account of an overload.
 *
 * @param heldRate the highest rate with p99 within 100 ms, given or found
 * @param limitMs the limit of the p99 of accepted messages
 * @param seconds the measured window by seconds
 * @param messages the whole run
 */
public record OverloadReport(
        String mode,
        double heldRate,
        double limitMs,
        Course course,
        Outcome outcome,
        List<Slot> seconds,
        MessageReport messages) {}
