package io.livemarket.notification.kafka;

import static io.livemarket.testkit.MessageSentBuilder.messageSent;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.kafka.UnreadableRecordException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class SentMessageTest {

    private static final UUID CHAT = UUID.fromString("0190f3a0-0000-7000-8000-000000000001");
    private static final UUID ANA = UUID.fromString("0190f3a0-0000-7000-8000-000000000002");

    @Test
    void messagesOfChatServiceAreRead() {
        MessageSent sent =
                messageSent(CHAT, 12, 7, Ids.next(), ANA).content("\"seq\":9").build();
        assertThat(SentMessage.read(Json.bytes(sent))).isEqualTo(new SentMessage(CHAT, 12, 7, ANA));
    }

    @Test
    void fieldOrderAndUnknownFieldsDoNotMatter() {
        assertThat(read("""
                {"content":"x","more":{"seq":[{"version":3}]},"senderId":"%s","seq":7,"version":12,"chatId":"%s"}""".formatted(ANA, CHAT))).isEqualTo(new SentMessage(CHAT, 12, 7, ANA));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[]", "7", "null", "{\"chatId\":\"x\"}", "{\"chatId\":null}", "{\"version\":1,\"seq\":2}"})
    void aMessageWithoutItsPlaceIsUnreadable(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(UnreadableRecordException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"?", "{\"version\":\"1\"}", "{\"version\":1.5,\"seq\":{}}", "{\"version\":1,", "{\"content\":\"x"
            })
    void malformedJsonIsAnExceptionOfTheParser(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(JacksonException.class);
    }

    private static SentMessage read(String json) {
        return SentMessage.read(json.getBytes(UTF_8));
    }
}
