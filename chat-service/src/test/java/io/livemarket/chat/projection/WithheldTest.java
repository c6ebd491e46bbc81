package io.livemarket.chat.projection;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.CAROL;
import static io.livemarket.chat.domain.ChatFixtures.MESSAGE_1;
import static io.livemarket.chat.domain.ChatFixtures.MESSAGE_2;
import static io.livemarket.chat.domain.ChatFixtures.deleted;
import static io.livemarket.chat.domain.ChatFixtures.edited;
import static io.livemarket.chat.domain.ChatFixtures.hidden;
import static io.livemarket.chat.domain.ChatFixtures.openedGroup;
import static io.livemarket.chat.domain.ChatFixtures.read;
import static io.livemarket.chat.domain.ChatFixtures.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.chat.domain.Chat;
import io.livemarket.chat.domain.ChatFixtures.Past;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The read model of a group in which Alice blocks Bob. */
class WithheldTest {

    private final FoldedMessages messages = new FoldedMessages();
    private Chat chat = Chat.NONE;
    private ChatDocument document;

    WithheldTest() {
        then(openedGroup(ALICE, BOB, CAROL));
    }

    @Test
    void theBlockerSeesAMessageWithoutContent() {
        withheld(sent(BOB, MESSAGE_1));
        MessageView shown = seenBy(ALICE).lastMessage();
        assertThat(shown)
                .extracting(MessageView::seq, MessageView::withheld, MessageView::content, MessageView::senderId)
                .containsExactly(1L, true, "", null);
        assertThat(seenBy(CAROL).lastMessage())
                .matches(last -> last.withheld() == null && last.senderId().equals(BOB));
    }

    @Test
    void aWithheldMessageIsNotUnreadForTheBlocker() {
        withheld(sent(BOB, MESSAGE_1));
        then(sent(CAROL, MESSAGE_2));
        assertThat(seenBy(ALICE).unread()).isEqualTo(1);
        assertThat(seenBy(BOB).unread()).isEqualTo(1);
        then(read(ALICE, 1));
        assertThat(seenBy(ALICE).unread()).isEqualTo(1);
    }

    @Test
    void deletingAWithheldMessageLowersOnlyItsReadersCounts() {
        then(sent(CAROL, MESSAGE_1));
        withheld(sent(BOB, MESSAGE_2));
        then(deleted(MESSAGE_2, 2, BOB));
        assertThat(seenBy(ALICE).unread()).isEqualTo(1);
        assertThat(seenBy(CAROL).unread()).isZero();
    }

    /**
     * Whether a message is unread is decided when it is sent; an edit after a block, or after its end, changes nothing
     * of that.
     */
    @Test
    void deletingAMessageWithAWithheldEditLowersItsCount() {
        then(sent(BOB, MESSAGE_1));
        withheld(edited(MESSAGE_1, 1, BOB));
        then(deleted(MESSAGE_1, 1, BOB));
        assertThat(seenBy(ALICE).unread()).isZero();
        withheld(sent(BOB, MESSAGE_2));
        then(edited(MESSAGE_2, 2, BOB));
        then(deleted(MESSAGE_2, 2, BOB));
        assertThat(seenBy(ALICE).unread()).isZero();
    }

    @Test
    void aWithheldMessageBringsNoHiddenChatBack() {
        then(hidden(ALICE));
        withheld(sent(BOB, MESSAGE_1));
        assertThat(seenBy(ALICE).hidden()).isTrue();
        then(sent(CAROL, MESSAGE_2));
        assertThat(seenBy(ALICE).hidden()).isFalse();
    }

    @Test
    void theBlockerGoesOnSeeingTheWatermarksAsTheyWere() {
        then(sent(CAROL, MESSAGE_1));
        then(read(BOB, 1));
        then(sent(CAROL, MESSAGE_2));
        withheld(read(BOB, 2));
        assertThat(readUpTo(ALICE, BOB)).isEqualTo(1);
        assertThat(readUpTo(CAROL, BOB)).isEqualTo(2);
        assertThat(readUpTo(BOB, BOB)).isEqualTo(2);
        withheld(sent(BOB, io.livemarket.chat.domain.ChatFixtures.message(3)));
        assertThat(readUpTo(ALICE, BOB))
                .as("what one sends counts as read, and shows nothing either")
                .isEqualTo(1);
    }

    @Test
    void anUnblockShowsReceiptsAgainAndNoWithheldMessages() {
        withheld(sent(BOB, MESSAGE_1));
        then(sent(CAROL, MESSAGE_2));
        then(read(BOB, 2));
        assertThat(readUpTo(ALICE, BOB)).isEqualTo(2);
        assertThat(document.reader(BOB).orElseThrow().shownTo()).isEmpty();
        assertThat(seenBy(ALICE).unread()).isEqualTo(1);
    }

    @Test
    void anEditReplacesTheUsersItIsWithheldFrom() {
        then(sent(BOB, MESSAGE_1));
        assertThat(seenBy(ALICE).lastMessage().withheld()).isNull();
        withheld(edited(MESSAGE_1, 1, BOB));
        assertThat(seenBy(ALICE).lastMessage().withheld()).isTrue();
        then(edited(MESSAGE_1, 1, BOB));
        assertThat(seenBy(ALICE).lastMessage().withheld()).isNull();
    }

    @Test
    void withheldPlacesReadBackFromTheStore() {
        withheld(sent(BOB, MESSAGE_1));
        withheld(read(BOB, 1));
        assertThat(ChatBson.readChat(ChatBson.write(document))).isEqualTo(document);
    }

    private void then(Past past) {
        happened(past, List.of());
    }

    private void withheld(Past past) {
        happened(past, List.of(ALICE));
    }

    private void happened(Past past, List<UUID> withheld) {
        ChatEvent event = past.after(chat);
        chat = Chat.evolve(chat, event);
        messages.happened(event, withheld);
        document = event instanceof ChatOpened opened
                ? ChatDocument.of(opened)
                : document.apply(event, withheld, messages);
    }

    private ChatView seenBy(UUID viewer) {
        return ChatView.of(document, viewer);
    }

    private long readUpTo(UUID viewer, UUID user) {
        return seenBy(viewer).receipts().stream()
                .filter(r -> r.userId().equals(user))
                .findFirst()
                .orElseThrow()
                .readUpTo();
    }
}
