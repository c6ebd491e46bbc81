package io.livemarket.e2e;

import java.util.Optional;

/** That a service reads or writes a topic of the catalogue. */
public record TopicUse(String service, Direction direction, String topic) {

    private static final String OURS = "livemarket.";
    private static final String DEAD_LETTERS = ".dlt";

    /** What is done with the topic. */
    public enum Direction {
        READS,
        WRITES
    }

    /**
     * From a Kafka client's id, which begins with the instance's name, such as {@code chat-1-producer}; empty for
     * topics that are not named as ours are, and for dead letters.
     */
    static Optional<TopicUse> of(String client, Direction direction, String topic) {
        int dash = client.indexOf('-');
        return dash < 0 || !topic.startsWith(OURS) || topic.endsWith(DEAD_LETTERS)
                ? Optional.empty()
                : Optional.of(new TopicUse(client.substring(0, dash) + "-service", direction, topic));
    }

    String line() {
        return service + " " + direction + " " + topic;
    }

    static TopicUse parse(String line) {
        String[] words = line.split(" ");
        return new TopicUse(words[0], Direction.valueOf(words[1]), words[2]);
    }
}
