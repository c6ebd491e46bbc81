package io.livemarket.events.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatResult;
import io.livemarket.events.contracts.Checkout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorCodeTest {

    @Test
    void theProtocolsTableIsTheEnumeration() {
        List<String> table = Checkout.read(Checkout.ROOT.resolve("docs/protocol.md"))
                .lines()
                .dropWhile(line -> !line.startsWith("| code | HTTP |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();

        assertThat(table)
                .containsExactlyElementsOf(Arrays.stream(ErrorCode.values())
                        .map(code -> "| `%s` | %d | %s | %s | %s |"
                                .formatted(
                                        code.code(),
                                        code.status(),
                                        code.retryable() ? "yes" : "no",
                                        code.message(),
                                        code.messageEs()))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void codesAreSnakeCaseWithErrorStatusAndTwoSentences(ErrorCode code) {
        assertThat(code.code()).matches("[a-z]+(_[a-z]+)*");
        assertThat(code.status()).isBetween(400, 599);
        assertThat(List.of(code.message(), code.messageEs())).allMatch(text -> text.matches("\\p{Lu}.*[^ .]\\."));
    }

    @ParameterizedTest
    @EnumSource
    void aCodeIsItsNameOnTheWire(ErrorCode code) {
        assertThat(Json.MAPPER.writeValueAsString(code)).isEqualTo('"' + code.code() + '"');
        assertThat(Json.MAPPER.readValue('"' + code.code() + '"', ErrorCode.class))
                .isEqualTo(code);
        assertThat(ErrorCode.of(code.code())).isEqualTo(code);
    }

    @Test
    void theTextsOfFileInUseNameMessagesAndProfile() {
        assertThat(ErrorCode.FILE_IN_USE.message()).contains("Messages", "profile");
        assertThat(ErrorCode.FILE_IN_USE.messageEs()).contains("mensajes", "perfil");
    }

    @Test
    void aCodeOfALaterVersionIsStillARefusal() {
        ChatResult.CommandRefused refused =
                Json.read("""
                {"commandId": "0192e4a0-0000-7000-8000-000000000001", "chatId": "0192e4a0-0000-7000-8000-000000000002",
                 "code": "of_a_later_version"}""".getBytes(StandardCharsets.UTF_8), ChatResult.CommandRefused.class);
        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(refused.code().retryable()).isFalse();
    }

    @Test
    void anUnknownCodeIsRefused() {
        assertThatThrownBy(() -> ErrorCode.of("INVALID_ID")).isInstanceOf(IllegalArgumentException.class);
    }
}
