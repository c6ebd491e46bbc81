package io.livemarket.loadtest.overload;

import io.livemarket.loadtest.messages.Slot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of an overload.
 *
 * @param acceptedPerSecond messages of the surge that were accepted, by its length
 * @param acceptedP99Ms the highest p99 of a second of the surge, of received messages
 * @param refused messages of the surge that were refused
 * @param refusedP99Ms the highest p99 of a second of the surge until a refusal came; 0 without refusals
 * @param unanswered messages of the whole run without an answer
 * @param recoveredAfterMs time from the end of the surge until no message was refused and p99 within the limit for a
 *     second; absent when that did not come
 */
public record Outcome(
        double acceptedPerSecond,
        double acceptedP99Ms,
        long refused,
        double refusedP99Ms,
        long unanswered,
        @Nullable Long recoveredAfterMs) {

    private static final long SECOND_MS = 1_000;

    /**
     * @param slots the timeline, of slots that divide a second
     * @param seconds the timeline by seconds
     * @param p99Ms the limit of the p99
     */
    static Outcome of(Course course, List<Slot> slots, List<Slot> seconds, double p99Ms) {
        long begins = course.before().toMillis();
        long ends = begins + course.surge().toMillis();
        List<Slot> surge = seconds.stream()
                .filter(each -> each.fromMs() >= begins && each.fromMs() < ends)
                .toList();
        return new Outcome(
                surge.stream().mapToLong(Slot::acknowledged).sum()
                        * 1000.0
                        / course.surge().toMillis(),
                surge.stream()
                        .mapToDouble(each -> each.sendToReceived().p99())
                        .max()
                        .orElse(0),
                surge.stream().mapToLong(Slot::refused).sum(),
                surge.stream()
                        .mapToDouble(each -> each.sendToRefused().p99())
                        .max()
                        .orElse(0),
                seconds.stream().mapToLong(Slot::missing).sum(),
                recovery(slots.stream().filter(each -> each.fromMs() >= ends).toList(), ends, p99Ms));
    }

    private static @Nullable Long recovery(List<Slot> after, long ends, double p99Ms) {
        Long since = null;
        for (Slot slot : after) {
            boolean good = slot.refused() + slot.missing() == 0
                    && slot.sendToReceived().p99() <= p99Ms;
            if (!good) {
                since = null;
            } else if (since == null) {
                since = slot.fromMs();
            }
            if (since != null && slot.fromMs() - since >= SECOND_MS) {
                return since - ends;
            }
        }
        return null;
    }
}
