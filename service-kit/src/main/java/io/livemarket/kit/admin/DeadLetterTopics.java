package io.livemarket.kit.admin;

import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters that a service handles: those in the dead letter topics of its own context, whichever service sent
 * them. Only commands can be replayed: a command has one consumer, which has not decided it. An event keeps its place
 * in its log, and every other consumer would read a second copy of it.
 *
 * @param owns whether a topic is of the service's context
 */
record DeadLetterTopics(Predicate<String> owns) {

    private static final Pattern COMMANDS = Pattern.compile(".+\\.commands(\\.v\\d+)?");

    /** The dead letters of a service, by the names of the topic catalogue. */
    static DeadLetterTopics of(String service) {
        return new DeadLetterTopics(
                topic -> Topics.serviceOf(topic).filter(service::equals).isPresent());
    }

    /** Whether the topic is a dead letter topic of the service. */
    boolean holds(String topic) {
        return Topic.isOfDeadLetters(topic) && owns.test(topic);
    }

    /** Whether a record from this place can be published to its topic again. */
    boolean canReplayTo(@Nullable Place source) {
        return source != null
                && owns.test(source.topic())
                && COMMANDS.matcher(source.topic()).matches();
    }
}
