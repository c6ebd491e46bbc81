package io.livemarket.kit.admin;

import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters a service looks after: those in the dead letter topics of its own context, whichever service put
 * them there. Only commands can be replayed: they alone have one consumer, which has not decided them. An event in a
 * log of events stays in its place there, and a second copy of it would be read by every other consumer.
 *
 * @param owns whether a topic is of the service's context
 */
record DeadLetterTopics(Predicate<String> owns) {

    private static final Pattern COMMANDS = Pattern.compile(".+\\.commands(\\.v\\d+)?");

    /** Those of a service, by the names of the catalogue. */
    static DeadLetterTopics of(String service) {
        return new DeadLetterTopics(
                topic -> Topics.serviceOf(topic).filter(service::equals).isPresent());
    }

    /** Whether the topic is a dead letter topic of the service. */
    boolean holds(String topic) {
        return Topic.isOfDeadLetters(topic) && owns.test(topic);
    }

    /** Whether a record that came from there can be written there again. */
    boolean canReplayTo(@Nullable Place source) {
        return source != null
                && owns.test(source.topic())
                && COMMANDS.matcher(source.topic()).matches();
    }
}
