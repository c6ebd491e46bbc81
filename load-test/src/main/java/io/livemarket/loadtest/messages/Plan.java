package io.livemarket.loadtest.messages;

import java.time.Duration;

/**
 * What a run of messages does.
 *
 * @param users        how many people, in pairs; even
 * @param rate         messages per second over all pairs
 * @param warmUp       time before the measured window, at the same rate
 * @param duration     the measured window
 * @param drain        how long to wait at most for what is still on its way
 * @param contentBytes size of each message's content in UTF-8
 * @param twoWay       whether both of a pair send, in turn, or only the first
 */
public record Plan(int users, double rate, Duration warmUp, Duration duration, Duration drain, int contentBytes,
                   boolean twoWay) {

    int pairs() {
        return users / 2;
    }

    int warmUpMessages() {
        return (int) Math.round(rate * warmUp.toMillis() / 1000);
    }

    int messages() {
        return Math.toIntExact(warmUpMessages() + Math.round(rate * duration.toMillis() / 1000));
    }
}
