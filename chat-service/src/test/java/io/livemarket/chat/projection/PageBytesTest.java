package io.livemarket.chat.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Json;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.MessageType;
import io.livemarket.events.chat.OfferState;
import io.livemarket.events.money.Money;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageBytesTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "🚲", "ñ", "€", "\u0001", "\"\\", "\n"})
    void aMessageIsNoLargerThanItsEstimate(String text) {
        MessageView message = message(text.repeat(8_000), 10);
        int actual = Json.bytes(message).length;
        assertThat(PageBytes.of(message)).isBetween(actual, actual + 3_000);
    }

    @Test
    void aPageEndsBeforeItIsTooLarge() {
        List<MessageView> messages = Collections.nCopies(100, message("x".repeat(300), 0));
        assertThat(PageBytes.first(messages, 10_400)).hasSize(5);
        assertThat(PageBytes.first(messages, 1_000_000)).isEqualTo(messages);
    }

    @Test
    void aPageHoldsAtLeastOneMessage() {
        assertThat(PageBytes.first(List.of(message("x".repeat(8_000), 0), message("", 0)), 100))
                .hasSize(1);
        assertThat(PageBytes.first(List.of(), 100)).isEmpty();
    }

    private static MessageView message(String content, int attachments) {
        UUID id = UUID.randomUUID();
        return new MessageView(
                new MessageView.Place(id, id, Long.MAX_VALUE, Long.MAX_VALUE),
                id,
                MessageType.IMAGE,
                new MessageView.Body(
                        content,
                        Collections.nCopies(
                                attachments,
                                new Attachment(id, "🚲".repeat(50), "image/jpeg", 100_000_000L, 10_000, 10_000)),
                        id,
                        id,
                        id,
                        new MessageOffer(
                                id,
                                id,
                                new MessageOffer.Parties(id, id, id),
                                new Money("999999999999.9999", "CLF"),
                                Instant.now(),
                                OfferState.WITHDRAWN,
                                id,
                                Instant.now()),
                        true,
                        new Money("999999999999.9999", "CLF")),
                "\u0002".repeat(64),
                new MessageView.Times(Instant.now(), Instant.now(), Instant.now()),
                new MessageView.Moderated(true, List.of("contact_details", "off_platform_payment")),
                true);
    }
}
