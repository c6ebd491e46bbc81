package io.livemarket.loadtest.messages;

import io.livemarket.loadtest.messages.SentMessage.State;
import io.livemarket.loadtest.report.Latencies;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** The account of a run by time. */
final class Timeline {

    private static final int DIGITS = 3;
    private static final long NANOS_PER_MS = 1_000_000;

    private Timeline() {}

    /**
     * The slots of the measured messages.
     *
     * @param messages in the order in which they were due; those that are not measured are left out
     * @param startNanos start of the measured window
     */
    static List<Slot> of(List<SentMessage> messages, long startNanos, long slotNanos) {
        List<Slot> slots = new ArrayList<>();
        List<SentMessage> some = new ArrayList<>();
        long end = startNanos + slotNanos;
        for (SentMessage message : messages) {
            if (!message.measured) {
                continue;
            }
            for (; message.intendedNanos >= end; end += slotNanos) {
                slots.add(slot((end - slotNanos - startNanos) / NANOS_PER_MS, some));
                some.clear();
            }
            some.add(message);
        }
        if (!some.isEmpty()) {
            slots.add(slot((end - slotNanos - startNanos) / NANOS_PER_MS, some));
        }
        return slots;
    }

    private static Slot slot(long fromMs, List<SentMessage> messages) {
        Histogram received = new Histogram(DIGITS);
        Histogram refused = new Histogram(DIGITS);
        int acknowledged = 0;
        for (SentMessage message : messages) {
            acknowledged += message.state == State.ACKNOWLEDGED ? 1 : 0;
            if (message.state == State.REFUSED) {
                refused.recordValue(micros(message, message.answeredNanos));
            }
            if (message.isReceived()) {
                received.recordValue(micros(message, message.receivedNanos));
            }
        }
        int refusals = (int) refused.getTotalCount();
        return new Slot(
                fromMs,
                messages.size(),
                acknowledged,
                refusals,
                messages.size() - acknowledged - refusals,
                Latencies.of(received),
                Latencies.of(refused));
    }

    private static long micros(SentMessage message, long nanos) {
        return Math.max(0, (nanos - message.intendedNanos) / 1000);
    }
}
