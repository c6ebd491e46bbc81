package io.livemarket.chat.projection;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.CAROL;
import static io.livemarket.chat.domain.ChatFixtures.GROUP;
import static io.livemarket.chat.domain.ChatFixtures.MESSAGE_1;
import static io.livemarket.chat.domain.ChatFixtures.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.GroupEvent.ChatRenamed;
import io.livemarket.events.chat.GroupEvent.InvitationDeclined;
import io.livemarket.events.chat.GroupEvent.MemberJoined;
import io.livemarket.events.chat.GroupEvent.MemberLeft;
import io.livemarket.events.chat.GroupEvent.MemberRemoved;
import io.livemarket.events.chat.GroupEvent.MemberRoleChanged;
import io.livemarket.events.chat.GroupEvent.MembersInvited;
import io.livemarket.events.chat.GroupHistory;
import io.livemarket.events.chat.MessageType;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** A group in the read model, after its events and after a round through MongoDB's form. */
class GroupDocumentTest {

    private static final ChatDocument.Uncounted NONE = new ChatDocument.Uncounted() {
        @Override
        public long countAfter(UUID chatId, UUID userId, long afterSeq, long upToSeq, long version) {
            return 0;
        }

        @Override
        public Collection<String> withheldWhenSent(UUID chatId, long seq) {
            return List.of();
        }
    };

    private static final ChatOpened OPENED =
            new ChatOpened(GROUP, 1, ChatType.GROUP, List.of(ALICE, BOB), "Bici", ALICE, START);

    private static ChatDocument after(ChatEvent... events) {
        ChatDocument chat = ChatDocument.of(OPENED);
        for (ChatEvent event : events) {
            chat = chat.apply(event, List.of(), NONE);
            assertThat(ChatBson.readChat(ChatBson.write(chat))).isEqualTo(chat);
        }
        return chat;
    }

    private static MessageSent sent(long version, long seq, UUID sender) {
        return new MessageSent(
                GROUP, version, seq, MESSAGE_1, sender, MessageType.TEXT, "hola", null, null, null, null, START);
    }

    @Test
    void aMemberWhoLeftIsInNoList() {
        ChatDocument chat = after(sent(2, 1, ALICE), new MemberLeft(GROUP, 3, BOB, START));
        Document stored = ChatBson.write(chat);
        for (String list : List.of(ChatBson.MEMBERS, ChatBson.VISIBLE_TO, ChatBson.PENDING_FOR)) {
            assertThat(stored.getList(list, String.class)).as(list).doesNotContain(BOB.toString());
        }
        assertThat(ChatView.of(chat, ALICE).description().participants()).containsExactly(ALICE);
        assertThat(chat.version()).isEqualTo(3);
    }

    @Test
    void aNewMemberSeesNoMessageFromBefore() {
        ChatDocument chat = after(
                sent(2, 1, ALICE),
                new MembersInvited(GROUP, 3, List.of(CAROL), ALICE, "Bici", START),
                new MemberJoined(GROUP, 4, CAROL, 2, START));
        ChatView shown = ChatView.of(chat, CAROL);
        assertThat(shown.progress().lastMessage()).isNull();
        assertThat(shown.shown().unread()).isZero();
        assertThat(shown.description().group())
                .isEqualTo(new GroupView(GroupHistory.JOINING, List.of(ALICE), List.of(), 2));
        assertThat(ChatView.of(chat, ALICE).progress().lastMessage()).isNotNull();
        ChatDocument next = chat.apply(sent(5, 2, ALICE), List.of(), NONE);
        assertThat(ChatView.of(next, CAROL).progress().lastMessage()).isNotNull();
        assertThat(ChatView.of(next, CAROL).shown().unread()).isEqualTo(1);
    }

    @Test
    void invitationsAreStoredUntilTheyEnd() {
        MembersInvited invited = new MembersInvited(GROUP, 2, List.of(CAROL), ALICE, "Bici", START);
        assertThat(ChatBson.write(after(invited)).getList(GroupBson.INVITED, String.class))
                .containsExactly(CAROL.toString());
        assertThat(ChatBson.write(after(invited, new InvitationDeclined(GROUP, 3, CAROL, START))))
                .doesNotContainKey(GroupBson.INVITED);
        assertThat(ChatBson.write(after(invited, new MemberRemoved(GROUP, 3, CAROL, ALICE, START))))
                .doesNotContainKey(GroupBson.INVITED);
    }

    @Test
    void adminsAndNameAreThoseOfTheNewestEvents() {
        ChatDescription shown = ChatView.of(
                        after(
                                new MemberRoleChanged(GROUP, 2, BOB, true, ALICE, START),
                                new MemberRoleChanged(GROUP, 3, ALICE, false, BOB, START),
                                new ChatRenamed(GROUP, 4, BOB, "Ruzafa", START)),
                        ALICE)
                .description();
        assertThat(shown.group().admins()).containsExactly(BOB);
        assertThat(shown.name()).isEqualTo("Ruzafa");
    }

    @Test
    void syncDescribesAGroupThatChangedSinceTheCallersVersion() {
        ChatDocument chat = after(sent(2, 1, ALICE), new ChatRenamed(GROUP, 3, ALICE, "Ruzafa", START));
        ChatDescription shown = ChatSync.since(2, chat, true, List.of(), BOB).description();
        assertThat(shown.name()).isEqualTo("Ruzafa");
        assertThat(shown.participants()).containsExactly(ALICE, BOB);
        assertThat(ChatSync.since(3, chat, true, List.of(), BOB).description()).isNull();
    }

    @Test
    void aFormerStoredGroupHasItsCreatorAsAdmin() {
        Document stored = ChatBson.write(ChatDocument.of(OPENED));
        stored.remove("group");
        assertThat(ChatBson.readChat(stored)).isEqualTo(ChatDocument.of(OPENED));
    }
}
