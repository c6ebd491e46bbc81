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
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class ChatReplyPolicyTest implements ReplyPolicyContract {

    @TempDir
    private Path state;
    private DecidingTopology topology;

    @BeforeEach
    void start() {
        topology = new DecidingTopology(state, NOW);
        topology.registered(ALICE, BOB, MALLORY);
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    @Override
    public int answers(Outcome outcome, Consumer<Headers> headers) {
        if (outcome != Outcome.EVENT) {
            topology.ask(openPrivate(ALICE, BOB), Reply.NONE);
        }
        ChatCommand command = outcome == Outcome.REFUSED ? hide(MALLORY) : openPrivate(ALICE, BOB);
        Headers sent = topology.headers(Ids.next(), command, Reply.ALWAYS)
                .remove(Envelope.ORIGIN).remove(Envelope.REPLY);
        headers.accept(sent);
        topology.send(command.chatId().toString(), EventCodec.of(ChatCommand.class).write(command), sent);
        return (int) topology.resultRecords().stream().filter(answer -> answer.key().equals(ASKER)).count();
    }
}
