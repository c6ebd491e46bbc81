package io.livemarket.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.events.chat.MessageType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventCodecTest {

    private static final String SEND = "chat.send-message.v1";
    private static final SendMessage MESSAGE = new SendMessage(
            new UUID(1, 1),
            new UUID(1, 2),
            null,
            new UUID(1, 3),
            MessageType.TEXT,
            "¡Hola! 👋",
            null,
            null,
            null,
            "k-1",
            Instant.parse("2026-01-15T10:00:00.120Z"));

    private final EventCodec<ChatCommand> codec = EventCodec.of(ChatCommand.class);

    @Test
    void aWrittenRecordReadsBack() {
        assertThat(codec.read(headers(SEND), codec.write(MESSAGE))).contains(MESSAGE);
    }

    @Test
    void noClassNameIsWritten() {
        assertThat(new String(codec.write(MESSAGE), StandardCharsets.UTF_8))
                .startsWith("{\"chatId\":")
                .doesNotContain("SendMessage", "livemarket", "@");
    }

    @Test
    void anUnknownTypeIsSkippedWithAnyValue() {
        assertThat(codec.read(headers("chat.send-message.v2"), bytes("no JSON at all")))
                .isEmpty();
        assertThat(codec.read(headers("chat.of-a-later-version.v1"), null)).isEmpty();
        assertThat(codec.read(headers(SendMessage.class.getName()), codec.write(MESSAGE)))
                .isEmpty();
    }

    @Test
    void theLastTypeHeaderCounts() {
        Headers headers = headers("chat.unknown.v1");
        Envelope.put(headers, Envelope.TYPE, SEND);

        assertThat(codec.read(headers, codec.write(MESSAGE))).contains(MESSAGE);
    }

    @Test
    void aRecordWithoutATypeIsUnreadable() {
        assertThatThrownBy(() -> codec.read(new RecordHeaders(), codec.write(MESSAGE)))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessage("no ce_type header");
    }

    @Test
    void aKnownTypeWithoutAValueIsUnreadable() {
        assertThatThrownBy(() -> codec.read(headers(SEND), null))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessage(SEND + " without a value");
        assertThatThrownBy(() -> codec.read(headers(SEND), bytes("null")))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessage(SEND + " is a JSON null");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SECRETO                                              | at byte
            {"content": "SECRETO                                 | at content
            {"content": "SECRETO", }                             | at byte
            ["SECRETO"]                                          | at byte
            "SECRETO"                                            | at byte
            {"content": {"SECRETO": 1}}                          | at content
            {"content": 42, "clientMessageId": "SECRETO"}        | at content
            {"chatId": "SECRETO"}                                | at chatId
            {"type": "SECRETO"}                                  | at type
            {"requestedAt": "SECRETO"}                           | at requestedAt
            {"attachments": [{}, {"size": "SECRETO"}]}           | at attachments[1].size
            {"attachments": [{"fileId": "SECRETO"}]}             | at attachments[0].fileId
            {"SECRETO": 1} SECRETO                               | at byte
            """)
    void anUnreadableRecordIsNamedByPlaceAndNeverQuoted(String value, String place) {
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> codec.read(headers(SEND), bytes(value)))
                .withMessageStartingWith(SEND + " is not of its shape: ")
                .withMessageContaining(place)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("SECRETO", "42"))
                .withNoCause();
    }

    @Test
    void aCodeOfALaterVersionIsStillARefusal() {
        var results = EventCodec.of(io.livemarket.events.chat.ChatResult.class);

        assertThat(results.read(headers("chat.command-refused.v1"), bytes("{\"code\": \"secreto\"}")))
                .get()
                .extracting("code")
                .isEqualTo(io.livemarket.events.errors.ErrorCode.INVALID_REQUEST);
    }

    @Test
    void itKnowsTheTypesOfItsFamily() {
        assertThat(codec.types().byName()).containsAllEntriesOf(Map.of(SEND, SendMessage.class));
    }

    private static Headers headers(String type) {
        Headers headers = new RecordHeaders();
        Envelope.put(headers, Envelope.TYPE, type);
        return headers;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
