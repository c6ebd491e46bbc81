package io.livemarket.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Envelope.Reply;
import java.util.function.Consumer;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which commands a decider answers. The test of every deciding service implements it. */
public interface ReplyPolicyContract {

    /** The outcome of a command. */
    enum Outcome {
        /** An event that names the command. */
        EVENT,
        /** It is accepted, and nothing is published. */
        UNCHANGED,
        REFUSED
    }

    /** The key under which the command's answers come back. */
    String ASKER = "asker";

    /**
     * Has a command decided that comes to the outcome given, after whatever must come before it.
     *
     * @param headers puts the origin and the reply header where the command has them
     * @return how many answers to this command were written under {@link #ASKER}
     */
    int answers(Outcome outcome, Consumer<Headers> headers);

    /** The answer to a command without a reply header. */
    default Reply withoutHeader() {
        return Reply.UNLESS_EVENT;
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, EVENT, 0", "NONE, UNCHANGED, 0", "NONE, REFUSED, 0",
        "UNLESS_EVENT, EVENT, 0", "UNLESS_EVENT, UNCHANGED, 1", "UNLESS_EVENT, REFUSED, 1",
        "ALWAYS, EVENT, 1", "ALWAYS, UNCHANGED, 1", "ALWAYS, REFUSED, 1"
    })
    default void aCommandIsAnsweredWhenItsOriginWantsThat(Reply reply, Outcome outcome, int answers) {
        assertThat(answers(outcome, headers -> {
                    Envelope.put(headers, Envelope.ORIGIN, ASKER);
                    Envelope.put(headers, Envelope.REPLY, reply.name());
                }))
                .isEqualTo(answers);
    }

    @ParameterizedTest
    @EnumSource
    default void aCommandWithoutAnOriginIsNotAnswered(Outcome outcome) {
        assertThat(answers(outcome, headers -> Envelope.put(headers, Envelope.REPLY, Reply.ALWAYS.name())))
                .isZero();
    }

    @ParameterizedTest
    @EnumSource
    default void aCommandWithoutAReplyHeaderHasTheDefault(Outcome outcome) {
        boolean unlessEvent = withoutHeader() == Reply.UNLESS_EVENT;

        assertThat(answers(outcome, headers -> Envelope.put(headers, Envelope.ORIGIN, ASKER)))
                .isEqualTo(unlessEvent && outcome == Outcome.EVENT ? 0 : 1);
    }

    @Test
    default void aCommandWithAnUnknownReplyIsNotDecided() {
        assertThat(answers(Outcome.REFUSED, headers -> {
                    Envelope.put(headers, Envelope.ORIGIN, ASKER);
                    Envelope.put(headers, Envelope.REPLY, "LOUDLY");
                }))
                .isZero();
    }
}
