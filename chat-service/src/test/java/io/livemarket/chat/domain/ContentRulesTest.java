package io.livemarket.chat.domain;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.MESSAGE_1;
import static io.livemarket.chat.domain.ChatFixtures.MESSAGE_2;
import static io.livemarket.chat.domain.ChatFixtures.NOW;
import static io.livemarket.chat.domain.ChatFixtures.PRIVATE;
import static io.livemarket.chat.domain.ChatFixtures.openGroup;
import static io.livemarket.chat.domain.ChatFixtures.opened;
import static io.livemarket.chat.domain.ChatFixtures.send;
import static io.livemarket.chat.domain.ChatFixtures.sent;
import static io.livemarket.chat.domain.ChatSpecification.*;
import static io.livemarket.testkit.MessageSentBuilder.messageSent;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.chat.ChatCommand.EditMessage;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.errors.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContentRulesTest {

    @Test
    void aForbiddenMessageIsRejectedWithItsCategory() {
        given(opened())
                .when(send(PRIVATE, ALICE, MESSAGE_1, "vile", null))
                .thenRejectedWith(ErrorCode.CONTENT_REJECTED, "threat");
    }

    @Test
    void theEventHoldsTheResultOfScreening() {
        given(opened())
                .when(send(PRIVATE, ALICE, MESSAGE_1, "rude, call me", null))
                .thenEvent(MessageSent.class, message -> {
                    assertThat(message.content()).isEqualTo("****, call me");
                    assertThat(message.masked()).isTrue();
                    assertThat(message.warnings()).containsExactly("contact_details");
                })
                .thenAlso("a note");
    }

    @Test
    void aMessageWithoutAHitCarriesNoNote() {
        given(opened())
                .when(send(PRIVATE, ALICE, MESSAGE_1, "hello", null))
                .thenEvent(MessageSent.class, message -> {
                    assertThat(message.masked()).isNull();
                    assertThat(message.warnings()).isNull();
                })
                .thenAlso();
    }

    @Test
    void aRepeatOfAMaskedMessageIsAnsweredMasked() {
        given(opened())
                .andAccepted(send(PRIVATE, ALICE, MESSAGE_1, "rude", "key"))
                .when(send(PRIVATE, ALICE, MESSAGE_2, "rude", "key"))
                .thenUnchanged(messageSent(PRIVATE, 2, 1, MESSAGE_1, ALICE)
                        .content("****")
                        .key("key")
                        .at(NOW)
                        .masked()
                        .build());
    }

    @Test
    void anEditIsAMessageToo() {
        var before = given(opened(), sent(ALICE, MESSAGE_1));
        before.when(new EditMessage(PRIVATE, ALICE, MESSAGE_1, "vile", NOW))
                .thenRejectedWith(ErrorCode.CONTENT_REJECTED, "threat");
        before.when(new EditMessage(PRIVATE, ALICE, MESSAGE_1, "rude", NOW))
                .thenEvents(events -> assertThat(events)
                        .containsExactly(new MessageEdited(PRIVATE, 3, 1, MESSAGE_1, ALICE, "****", NOW, true, null)));
    }

    @Test
    void theNameOfAGroupIsScreened() {
        given().when(openGroup(ALICE, "vile", List.of(ALICE, BOB)))
                .thenRejectedWith(ErrorCode.CONTENT_REJECTED, "threat");
        given().when(openGroup(ALICE, " rude, call me ", List.of(ALICE, BOB)))
                .thenEvent(ChatOpened.class, opened -> assertThat(opened.name()).isEqualTo("****, call me"))
                .thenAlso("a note");
        given().when(openGroup(ALICE, "Bicis", List.of(ALICE, BOB)))
                .thenAccepted()
                .thenAlso();
    }

    @Test
    void rulesAreNotAppliedToABlockedSender() {
        given(opened())
                .and(blocked(ALICE, BOB))
                .when(send(PRIVATE, BOB, MESSAGE_1, "vile", null))
                .thenRejected(ErrorCode.BLOCKED);
    }
}
