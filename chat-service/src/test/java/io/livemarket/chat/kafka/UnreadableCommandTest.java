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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody can read is put aside as it was, and holds nobody up. */
class UnreadableCommandTest {

    @TempDir
    private Path state;
    private DecidingTopology topology;

    @BeforeEach
    void start() {
        topology = new DecidingTopology(state, NOW);
        topology.registered(ALICE, BOB);
    }

    @AfterEach
    void stop() {
        topology.close();
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
        Headers headers = change.apply(topology.headers(UUID.randomUUID(), command, Reply.ALWAYS));
        topology.send(key, value, headers);

        assertThat(topology.deadLetters()).containsExactly(
                new TestRecord<>(key, value, headers, Instant.EPOCH));
        assertThat(topology.eventRecords()).isEmpty();
        assertThat(topology.resultRecords()).isEmpty();

        topology.ask(openPrivate(ALICE, BOB), Reply.ALWAYS);
        assertThat(topology.results()).as("the next one is decided").singleElement().isInstanceOf(CommandAccepted.class);
        topology.eventRecords();
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
