package io.livemarket.chat.domain;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.CAROL;
import static io.livemarket.chat.domain.ChatFixtures.message;
import static io.livemarket.chat.domain.ChatFixtures.opened;
import static io.livemarket.chat.domain.ChatFixtures.openedGroup;
import static io.livemarket.testkit.MessageSentBuilder.messageSent;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.chat.ChatEvent.MessageSent;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UnaskedTest {

    private static final String TEXT = "Hola, vi tu anuncio y me interesa";

    private Chat chat = Chat.evolve(Chat.NONE, opened().after(Chat.NONE));

    @Test
    void theFirstMessagesToASilentUserAreUnasked() {
        for (int i = 0; i < Unasked.PLACES; i++) {
            assertThat(isUnasked(ALICE, TEXT)).isTrue();
        }
        assertThat(isUnasked(ALICE, TEXT)).isFalse();
    }

    @Test
    void anAnswerIsNotUnasked() {
        assertThat(isUnasked(ALICE, TEXT)).isTrue();
        assertThat(isUnasked(BOB, TEXT)).isFalse();
        assertThat(isUnasked(ALICE, TEXT)).isFalse();
    }

    @Test
    void aShortTextIsNotCompared() {
        assertThat(isUnasked(ALICE, "hola")).isFalse();
    }

    @Test
    void aGroupHasNoUnaskedMessages() {
        chat = Chat.evolve(Chat.NONE, openedGroup(ALICE, BOB, CAROL).after(Chat.NONE));
        assertThat(isUnasked(ALICE, TEXT)).isFalse();
    }

    private boolean isUnasked(UUID sender, String text) {
        Chat.Open before = (Chat.Open) chat;
        MessageSent sent = messageSent(
                        before.chatId(), before.version() + 1, before.seq() + 1, message((int) before.seq()), sender)
                .content(text)
                .build();
        chat = Chat.evolve(before, sent);
        return Unasked.is(before, (Chat.Open) chat, sent);
    }
}
