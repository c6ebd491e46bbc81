package io.livemarket.loadtest.compare;

import io.livemarket.loadtest.messages.Counts;
import io.livemarket.loadtest.messages.MessageReport;
import io.livemarket.loadtest.process.ProcessList;
import io.livemarket.loadtest.process.ProcessUse;

/**
 * A turn of one contender at one rate.
 *
 * @param contender its name
 * @param rate requested messages per second
 */
public record Turn(String contender, double rate, MessageReport report) {

    private static final double MICROS_PER_SECOND_OF_1000 = 1_000;
    private static final double MOST_MISSED = 0.001;

    /** CPU of the contender's processes for an acknowledged message, in microseconds, without the generator's CPU. */
    public double cpuMicros() {
        return report.processes().stream()
                .filter(each -> !each.name().equals(ProcessList.SELF))
                .mapToDouble(Turn::micros)
                .sum();
    }

    /** The generator's own CPU for an acknowledged message, in microseconds. */
    public double generatorMicros() {
        return report.processes().stream()
                .filter(each -> each.name().equals(ProcessList.SELF))
                .mapToDouble(Turn::micros)
                .sum();
    }

    static double micros(ProcessUse use) {
        return use.cpuSecondsPer1000() == null ? 0 : use.cpuSecondsPer1000() * MICROS_PER_SECOND_OF_1000;
    }

    /**
     * Whether the rate was held: each message came but one in a thousand at most, none was lost or doubled, and the p99
     * of the received messages is within the limit. Messages out of order are not counted here; the report has their
     * number.
     */
    public boolean held(double p99Ms) {
        Counts counts = report.counts();
        long missed = counts.refusedForGood() + counts.unanswered() + counts.unsent();
        return counts.received() > 0
                && missed <= counts.intended() * MOST_MISSED
                && counts.lost() + counts.doubled() == 0
                && report.sendToReceived().p99() <= p99Ms;
    }
}
