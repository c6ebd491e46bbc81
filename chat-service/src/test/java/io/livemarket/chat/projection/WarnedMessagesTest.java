package io.livemarket.chat.projection;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.MESSAGE_1;
import static io.livemarket.chat.domain.ChatFixtures.PRIVATE;
import static io.livemarket.chat.domain.ChatFixtures.START;
import static io.livemarket.testkit.MessageSentBuilder.messageSent;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.RecipientWarning;
import io.livemarket.events.chat.SafetyEvent.MessageWarned;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class WarnedMessagesTest {

    private final FoldedMessages messages = new FoldedMessages();
    private ChatDocument chat = happened(
            ChatDocument.of(new ChatOpened(PRIVATE, 1, ChatType.PRIVATE, List.of(ALICE, BOB), null, ALICE, START)),
            messageSent(PRIVATE, 2, 1, MESSAGE_1, BOB).build());

    @Test
    void theRecipientAloneSeesTheWarning() {
        chat = happened(chat, warned(1, 2, "payment_link"));
        assertThat(shown(ALICE).getFirst().moderated().recipientWarnings())
                .extracting(RecipientWarning.Shown::code)
                .containsExactly("payment_link");
        assertThat(shown(BOB).getFirst().moderated().recipientWarnings()).isNull();
        assertThat(ChatView.of(chat, ALICE).lastMessage().moderated().recipientWarnings())
                .hasSize(1);
        assertThat(ChatView.of(chat, BOB).lastMessage().moderated().recipientWarnings())
                .isNull();
    }

    @Test
    void laterWarningsAddToEarlierOnesAndRepeatsChangeNothing() {
        chat = happened(chat, warned(1, 2, "payment_link"));
        chat = happened(chat, warned(1, 2, "mass_message"));
        ChatDocument again = happened(chat, warned(1, 2, "mass_message"));
        assertThat(again).isEqualTo(chat);
        assertThat(chat.changes().warned().messages().getFirst().codes())
                .containsExactly("payment_link", "mass_message");
        assertThat(chat.version()).isEqualTo(2);
    }

    @Test
    void aDeletedMessageHasNoWarning() {
        chat = happened(chat, warned(1, 2, "payment_link"));
        assertThat(happened(chat, new MessageDeleted(PRIVATE, 3, 1, MESSAGE_1, BOB, START))
                        .changes()
                        .warned()
                        .isEmpty())
                .isTrue();
    }

    @Test
    void anEditKeepsTheWarning() {
        chat = happened(chat, warned(1, 2, "payment_link"));
        chat = happened(chat, new MessageEdited(PRIVATE, 3, 1, MESSAGE_1, BOB, "hola", START));
        assertThat(shown(ALICE).getFirst().moderated().recipientWarnings()).hasSize(1);
    }

    @Test
    void syncRepeatsAWarningAtTheNamedVersion() {
        chat = happened(chat, warned(1, 2, "mass_message"));
        assertThat(chat.changes().warned().since(2, ALICE)).containsExactly(1L);
        assertThat(chat.changes().warned().since(2, BOB)).isEmpty();
        assertThat(chat.changes().warned().since(3, ALICE)).isEmpty();
    }

    @Test
    void theNewestFiftyWarnedMessagesAreKept() {
        for (int seq = 1; seq <= WarnedMessages.MOST + 1; seq++) {
            chat = happened(chat, warned(seq, 2, "payment_link"));
        }
        assertThat(chat.changes().warned().messages())
                .hasSize(WarnedMessages.MOST)
                .extracting(WarnedMessages.Warned::seq)
                .startsWith(2L)
                .endsWith(WarnedMessages.MOST + 1L);
    }

    @Test
    void warningsAreStoredAndOldChatsHaveNone() {
        Document before = ChatBson.write(chat);
        assertThat(before).doesNotContainKey(WarnedBson.FIELD);
        assertThat(ChatBson.readChat(before).changes().warned().isEmpty()).isTrue();
        chat = happened(chat, warned(1, 2, "payment_link"));
        assertThat(ChatBson.readChat(ChatBson.write(chat)).changes()).isEqualTo(chat.changes());
    }

    private List<MessageView> shown(UUID viewer) {
        return chat.shown(List.of(chat.last()), viewer);
    }

    private static MessageWarned warned(long seq, long version, String code) {
        return new MessageWarned(PRIVATE, version, seq, MESSAGE_1, BOB, List.of(code), START);
    }

    private ChatDocument happened(ChatDocument before, ChatEvent event) {
        messages.happened(event, List.of());
        return before.apply(event, List.of(), messages);
    }
}
