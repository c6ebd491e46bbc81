package io.livemarket.loadtest.overload;

import io.livemarket.loadtest.messages.Plan;
import io.livemarket.loadtest.messages.Step;
import java.time.Duration;
import java.util.List;

/**
 * The rates of an overload: calm, then a surge, then calm again.
 *
 * @param calmRate messages per second before and after
 * @param surgeRate messages per second of the surge
 */
public record Course(double calmRate, double surgeRate, Duration before, Duration surge, Duration after) {

    private static final Duration DRAIN = Duration.ofSeconds(15);

    /** The steps of the measured window. */
    public List<Step> steps() {
        return List.of(Plan.step(calmRate, before), Plan.step(surgeRate, surge), Plan.step(calmRate, after));
    }

    Duration whole() {
        return before.plus(surge).plus(after);
    }

    /** The plan of a run along this course. */
    public Plan plan(int users, int bytes, Duration warmUp) {
        return new Plan(users, calmRate, warmUp, whole(), DRAIN, bytes, false, steps());
    }
}
