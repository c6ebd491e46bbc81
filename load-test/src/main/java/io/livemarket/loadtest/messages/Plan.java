package io.livemarket.loadtest.messages;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The plan of a run of messages.
 *
 * @param users number of users, in pairs; even
 * @param rate messages per second over all pairs, in the warm-up
 * @param warmUp time before the measured window
 * @param duration the measured window
 * @param drain longest wait for messages that are still on their way
 * @param contentBytes size of each message's content in UTF-8
 * @param twoWay whether both users of a pair send, in turn, or only the first one
 * @param window the rates of the measured window, one after another
 */
public record Plan(
        int users,
        double rate,
        Duration warmUp,
        Duration duration,
        Duration drain,
        int contentBytes,
        boolean twoWay,
        List<Step> window) {

    /** A plan with one rate. */
    public Plan(
            int users,
            double rate,
            Duration warmUp,
            Duration duration,
            Duration drain,
            int contentBytes,
            boolean twoWay) {
        this(users, rate, warmUp, duration, drain, contentBytes, twoWay, List.of(step(rate, duration)));
    }

    /** A stretch of the window. */
    public static Step step(double rate, Duration duration) {
        return new Step(rate, Math.toIntExact(Math.round(rate * duration.toMillis() / 1000)));
    }

    int pairs() {
        return users / 2;
    }

    int warmUpMessages() {
        return step(rate, warmUp).messages();
    }

    int messages() {
        return Math.addExact(
                warmUpMessages(), window.stream().mapToInt(Step::messages).reduce(0, Math::addExact));
    }

    Schedule schedule(long startNanos) {
        List<Step> steps = new ArrayList<>();
        steps.add(step(rate, warmUp));
        steps.addAll(window);
        return new Schedule(startNanos, List.copyOf(steps));
    }
}
