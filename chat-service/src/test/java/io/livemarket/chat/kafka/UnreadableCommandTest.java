package io.livemarket.chat.kafka;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.GROUP;
import static io.livemarket.chat.domain.ChatFixtures.NOW;
import static io.livemarket.chat.domain.ChatFixtures.PRIVATE;
import static io.livemarket.chat.domain.ChatFixtures.hide;
import static io.livemarket.chat.domain.ChatFixtures.openPrivate;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatCommand.HideChat;
import io.livemarket.events.chat.ChatResult.CommandAccepted;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Envelope.Reply;
import io.livemarket.events.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An unreadable command is sent to the dead letter topic unchanged, and stops no other command. */
class UnreadableCommandTest {

    private DecidingPartition partition;

    @BeforeEach
    void start() {
        partition = new DecidingPartition(NOW);
        partition.registered(ALICE, BOB);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "7", "null", "\"hola\"", "{\"chatId\":\"x\"}", "{\"chatId\":null}", "{}"})
    void aValueThatIsNoCommand(String value) {
        putAside(PRIVATE.toString(), value.getBytes(StandardCharsets.UTF_8), headers -> headers);
    }

    @Test
    void aRecordWithoutAValue() {
        putAside(PRIVATE.toString(), null, headers -> headers);
    }

    @Test
    void aRecordWithoutATypeOrOfAnUnknownOne() {
        putAside(PRIVATE.toString(), readable(), headers -> headers.remove(Envelope.TYPE));
        putAside(PRIVATE.toString(), readable(), headers -> replaced(headers, Envelope.TYPE, "chat.sing-a-song.v1"));
    }

    @Test
    void aRecordWithoutAnId() {
        putAside(PRIVATE.toString(), readable(), headers -> headers.remove(Envelope.ID));
        putAside(PRIVATE.toString(), readable(), headers -> replaced(headers, Envelope.ID, "no-id"));
    }

    @Test
    void aRecordThatAsksForAnUnknownKindOfReply() {
        putAside(PRIVATE.toString(), readable(), headers -> replaced(headers, Envelope.REPLY, "LOUDLY"));
    }

    /** It would be decided on the wrong partition, against the wrong state. */
    @Test
    void aCommandUnderAnotherChatsKey() {
        putAside(GROUP.toString(), readable(), headers -> headers);
        putAside(null, readable(), headers -> headers);
    }

    private void putAside(String key, byte[] value, UnaryOperator<Headers> change) {
        HideChat command = hide(ALICE);
        Headers headers = change.apply(partition.headers(UUID.randomUUID(), command, Reply.ALWAYS));
        partition.send(key, value, headers);

        assertThat(partition.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.key()).isEqualTo(key);
            assertThat(letter.value()).isEqualTo(value);
            assertThat(letter.headers().toArray()).contains(headers.toArray());
            assertThat(Envelope.text(letter.headers(), Envelope.DEAD_REASON)).isNotBlank();
            assertThat(Envelope.text(letter.headers(), Envelope.DEAD_FROM))
                    .startsWith(Topics.CHAT_COMMANDS.name() + "-0@");
        });
        assertThat(partition.eventRecords()).isEmpty();
        assertThat(partition.resultRecords()).isEmpty();

        partition.ask(openPrivate(ALICE, BOB), Reply.ALWAYS);
        assertThat(partition.results())
                .as("the next one is decided")
                .singleElement()
                .isInstanceOf(CommandAccepted.class);
        partition.eventRecords();
    }

    private static byte[] readable() {
        return Json.bytes(hide(ALICE));
    }

    private static Headers replaced(Headers headers, String name, String value) {
        headers.remove(name);
        Envelope.put(headers, name, value);
        return headers;
    }
}
