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
import static io.livemarket.chat.domain.Deciding.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.chat.domain.Decision.Accepted;
import io.livemarket.chat.domain.Decision.Rejected;
import io.livemarket.chat.domain.Decision.Unchanged;
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
        assertThat(given(opened())
                        .when(send(PRIVATE, ALICE, MESSAGE_1, "vile", null))
                        .decision())
                .isEqualTo(new Rejected(ErrorCode.CONTENT_REJECTED, "threat"));
    }

    @Test
    void theEventHoldsTheResultOfScreening() {
        assertThat(given(opened())
                        .when(send(PRIVATE, ALICE, MESSAGE_1, "rude, call me", null))
                        .decision())
                .isInstanceOfSatisfying(Accepted.class, accepted -> {
                    MessageSent message = (MessageSent) accepted.events().getLast();
                    assertThat(message.content()).isEqualTo("****, call me");
                    assertThat(message.masked()).isTrue();
                    assertThat(message.warnings()).containsExactly("contact_details");
                    assertThat(accepted.note()).isEqualTo("a note");
                });
    }

    @Test
    void aMessageWithoutAHitCarriesNoNote() {
        assertThat(given(opened())
                        .when(send(PRIVATE, ALICE, MESSAGE_1, "hello", null))
                        .decision())
                .isInstanceOfSatisfying(Accepted.class, accepted -> {
                    assertThat(((MessageSent) accepted.events().getLast()).masked())
                            .isNull();
                    assertThat(((MessageSent) accepted.events().getLast()).warnings())
                            .isNull();
                    assertThat(accepted.note()).isNull();
                });
    }

    @Test
    void aRepeatOfAMaskedMessageIsAnsweredMasked() {
        assertThat(given(opened())
                        .and(send(PRIVATE, ALICE, MESSAGE_1, "rude", "key"))
                        .when(send(PRIVATE, ALICE, MESSAGE_2, "rude", "key"))
                        .decision())
                .isInstanceOfSatisfying(Unchanged.class, again -> {
                    assertThat(again.message().id()).isEqualTo(MESSAGE_1);
                    assertThat(again.message().content()).isEqualTo("****");
                    assertThat(again.message().masked()).isTrue();
                });
    }

    @Test
    void anEditIsAMessageToo() {
        var before = given(opened(), sent(ALICE, MESSAGE_1));
        assertThat(before.when(new EditMessage(PRIVATE, ALICE, MESSAGE_1, "vile", NOW))
                        .decision())
                .isEqualTo(new Rejected(ErrorCode.CONTENT_REJECTED, "threat"));
        assertThat(before.when(new EditMessage(PRIVATE, ALICE, MESSAGE_1, "rude", NOW))
                        .decision())
                .isInstanceOfSatisfying(
                        Accepted.class,
                        accepted -> assertThat(accepted.events())
                                .isEqualTo(List.of(
                                        new MessageEdited(PRIVATE, 3, 1, MESSAGE_1, ALICE, "****", NOW, true, null))));
    }

    @Test
    void theNameOfAGroupIsScreened() {
        assertThat(given().when(openGroup(ALICE, "vile", List.of(ALICE, BOB))).decision())
                .isEqualTo(new Rejected(ErrorCode.CONTENT_REJECTED, "threat"));
        assertThat(given().when(openGroup(ALICE, " rude, call me ", List.of(ALICE, BOB)))
                        .decision())
                .isInstanceOfSatisfying(Accepted.class, accepted -> {
                    assertThat(((ChatOpened) accepted.events().getFirst()).name())
                            .isEqualTo("****, call me");
                    assertThat(accepted.note()).isEqualTo("a note");
                });
        assertThat(given().when(openGroup(ALICE, "Bicis", List.of(ALICE, BOB))).decision())
                .isInstanceOfSatisfying(
                        Accepted.class, accepted -> assertThat(accepted.note()).isNull());
    }

    @Test
    void rulesAreNotAppliedToABlockedSender() {
        given(opened())
                .andBlocked(ALICE, BOB)
                .when(send(PRIVATE, BOB, MESSAGE_1, "vile", null))
                .thenRejected(ErrorCode.BLOCKED);
    }
}
