package io.livemarket.chat.kafka;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.MALLORY;
import static io.livemarket.chat.domain.ChatFixtures.NOW;
import static io.livemarket.chat.domain.ChatFixtures.hide;
import static io.livemarket.chat.domain.ChatFixtures.openPrivate;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Envelope.Reply;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.kit.testing.ReplyPolicyContract;
import java.util.function.Consumer;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.BeforeEach;

class ChatReplyPolicyTest implements ReplyPolicyContract {

    private final DecidingPartition partition = new DecidingPartition(NOW);

    @BeforeEach
    void register() {
        partition.registered(ALICE, BOB, MALLORY);
    }

    @Override
    public int answers(Outcome outcome, Consumer<Headers> headers) {
        if (outcome != Outcome.EVENT) {
            partition.ask(openPrivate(ALICE, BOB), Reply.NONE);
        }
        ChatCommand command = outcome == Outcome.REFUSED ? hide(MALLORY) : openPrivate(ALICE, BOB);
        Headers sent = partition
                .headers(Ids.next(), command, Reply.ALWAYS)
                .remove(Envelope.ORIGIN)
                .remove(Envelope.REPLY);
        headers.accept(sent);
        partition.send(
                command.chatId().toString(), EventCodec.of(ChatCommand.class).write(command), sent);
        return (int) partition.resultRecords().stream()
                .filter(answer -> answer.key().equals(ASKER))
                .count();
    }
}
