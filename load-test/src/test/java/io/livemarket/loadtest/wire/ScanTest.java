package io.livemarket.loadtest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanTest {

    @Test
    void nestedFieldsAreNotTheMessagesOwn() {
        MessageFields message = Scan.message(json("""
                ["message:receive",{"attachments":[{"id":"no","seq":9}],"replyTo":{"content":"no"},"id":"i",\
                "chatId":"c","seq":12,"content":"\\"seq\\":7 niño","clientMessageId":"m","extra":null}]"""));
        assertThat(message).isEqualTo(new MessageFields("i", "c", 12, "m", "\"seq\":7 niño"));
    }

    @Test
    void anAckCarriesItsMessage() {
        Answer answer = Scan.answer(json("[{\"message\":{\"id\":\"i\",\"seq\":3},\"ok\":true}]"));
        assertThat(answer.ok()).isTrue();
        assertThat(answer.message().seq()).isEqualTo(3);
    }

    @Test
    void aRefusalCarriesItsCodeAndWhenToTryAgain() {
        Answer answer = Scan.answer(json("""
                [{"ok":false,"error":{"code":"rate_limited","message":"x","retryable":true,"retryAfterMs":250}}]"""));
        assertThat(answer.ok()).isFalse();
        assertThat(answer.code()).isEqualTo("rate_limited");
        assertThat(answer.retryable()).isTrue();
        assertThat(answer.retryAfterMs()).isEqualTo(250);
    }

    @Test
    void aConnectErrorsCodeIsInItsData() {
        assertThat(Scan.connectError(json("{\"message\":\"x\",\"data\":{\"code\":\"token_expired\"}}"))
                        .code())
                .isEqualTo("token_expired");
    }

    @Test
    void aPageKeepsItsOrder() {
        Answer page = Scan.answer(json("[{\"ok\":true,\"items\":[{\"seq\":4},{\"seq\":5}],\"hasMore\":true}]"));
        assertThat(page.items()).extracting(MessageFields::seq).containsExactly(4L, 5L);
        assertThat(page.hasMore()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "[1]", "[{", "{}", "[{\"ok\":false}]", "[{\"ok\":false,\"error\":{}}]"})
    void anUnreadableAckIsARefusalWithItsOwnCode(String ack) {
        assertThat(Scan.answer(json(ack)).code()).isEqualTo("invalid_ack");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "[\"message:receive\"]", "[\"message:receive\",{\"id\":"})
    void aMessageThatCannotBeReadIsNone(String event) {
        assertThat(Scan.message(json(event))).isNull();
    }

    private static Json json(String text) {
        return new Json(text.getBytes(StandardCharsets.UTF_8), 0);
    }
}
