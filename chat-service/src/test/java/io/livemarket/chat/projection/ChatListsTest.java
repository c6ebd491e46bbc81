package io.livemarket.chat.projection;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.CAROL;
import static io.livemarket.chat.domain.ChatFixtures.MESSAGE_1;
import static io.livemarket.chat.domain.ChatFixtures.START;
import static io.livemarket.chat.domain.ChatFixtures.arranged;
import static io.livemarket.chat.domain.ChatFixtures.hidden;
import static io.livemarket.chat.domain.ChatFixtures.opened;
import static io.livemarket.chat.domain.ChatFixtures.openedGroup;
import static io.livemarket.chat.domain.ChatFixtures.sent;
import static io.livemarket.chat.domain.OfferFixtures.BIKE;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.chat.domain.Chat;
import io.livemarket.chat.domain.ChatFixtures.Past;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatRole;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.GroupEvent.MemberLeft;
import io.livemarket.events.chat.ParticipantRole;
import io.livemarket.events.chat.Subject;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** The fields of a chat's document by which filtered lists find it. */
class ChatListsTest {

    private static final Subject LISTING = Subject.listing(BIKE);
    private static final ParticipantRole MEMBER = new ParticipantRole(ALICE, ChatRole.MEMBER);
    private static final ParticipantRole SUPPORT = new ParticipantRole(BOB, ChatRole.SUPPORT);
    private static final List<ParticipantRole> ROLES =
            List.of(new ParticipantRole(ALICE, ChatRole.BUYER), new ParticipantRole(BOB, ChatRole.SELLER));

    @Test
    void aListingsChatIsFoundByRoleAndSubject() {
        assertThat(lists(openedAboutBike()))
                .containsExactlyInAnyOrder(
                        ALICE + ":s:role:buyer",
                        ALICE + ":s:about:listing",
                        ALICE + ":s:about:listing:" + BIKE,
                        BOB + ":s:role:seller",
                        BOB + ":s:about:listing",
                        BOB + ":s:about:listing:" + BIKE);
    }

    @Test
    void aPlainMessageAddsNoKeyToAPlainChat() {
        Document document = ChatBson.write(fold(opened(), sent(ALICE, MESSAGE_1)));
        assertThat(document).doesNotContainKeys("lists", "subject");
        assertThat(document.getList("readers", Document.class))
                .allSatisfy(reader -> assertThat(reader).doesNotContainKeys("role", "pinned", "archived", "labels"));
    }

    @Test
    void anArchivedChatLeavesTheListOfItsUserAlone() {
        ChatDocument chat = fold(opened(), arranged(ALICE, true, true, List.of("mesas")), sent(BOB, MESSAGE_1));
        assertThat(ChatBson.write(chat).getList("visibleTo", String.class)).containsExactly(BOB.toString());
        assertThat(ListKeys.of(chat)).containsExactly(ALICE + ":a", ALICE + ":a:pinned", ALICE + ":a:label:mesas");
    }

    @Test
    void aHiddenChatIsInTheHiddenListAlone() {
        assertThat(lists(opened(), arranged(ALICE, false, true, List.of("mesas")), hidden(ALICE)))
                .containsExactly(ALICE + ":h:label:mesas");
        assertThat(lists(opened(), arranged(ALICE, false, true, List.of()), hidden(ALICE), sent(BOB, MESSAGE_1)))
                .as("and comes back to where it was")
                .containsExactly(ALICE + ":a");
    }

    @Test
    void aDocumentIsReadAsItWasWritten() {
        ChatDocument chat = fold(openedAboutBike(), arranged(ALICE, true, false, List.of("mesas", "por enviar 📦")));
        assertThat(ChatBson.readChat(ChatBson.write(chat))).isEqualTo(chat);
        assertThat(chat.opening().subject()).isEqualTo(LISTING);
        assertThat(chat.role(BOB)).isEqualTo(ChatRole.SELLER);
    }

    @Test
    void allMembersOfAGroupAreMembers() {
        assertThat(fold(openedGroup(ALICE, BOB)).role(BOB)).isEqualTo(ChatRole.MEMBER);
        assertThat(fold(opened()).role(BOB)).isNull();
    }

    @Test
    void aPersonOfSupportFindsTheChatByItsRole() {
        ChatDocument chat = fold(openedWithSupport(ChatType.PRIVATE, MEMBER, SUPPORT));
        assertThat(ListKeys.of(chat)).containsExactly(BOB + ":s:role:support");
        assertThat(ChatBson.readChat(ChatBson.write(chat))).isEqualTo(chat);
        assertThat(chat.role(ALICE)).isEqualTo(ChatRole.MEMBER);
        assertThat(ChatView.of(chat, ALICE).description().roles()).containsExactly(MEMBER, SUPPORT);
    }

    @Test
    void onlySupportHasARoleInAGroup() {
        ChatDocument chat = fold(openedWithSupport(ChatType.GROUP, SUPPORT));
        assertThat(ListKeys.of(chat)).containsExactly(BOB + ":s:role:support");
        assertThat(chat.role(ALICE)).isEqualTo(ChatRole.MEMBER);
        assertThat(chat.role(BOB)).isEqualTo(ChatRole.SUPPORT);
        ChatDescription seen = ChatView.of(chat, ALICE).description();
        assertThat(seen.roles()).containsExactly(SUPPORT);
        assertThat(seen.group().admins()).containsExactly(BOB);
        assertThat(ChatView.forService(chat).description().group()).isNull();
        ChatDocument without = chat.apply(new MemberLeft(chat.chatId(), 2, BOB, START), List.of(), null);
        assertThat(ListKeys.of(without)).isNull();
        assertThat(ChatView.of(without, ALICE).description().roles()).isNull();
    }

    /** As the last version wrote it. */
    @Test
    void aDocumentOfTheLastVersionIsAboutNothing() {
        Document old =
                Document.parse("""
                {"_id": "CHAT", "type": "PRIVATE", "createdAt": {"$date": 0}, "updatedAt": {"$date": 0},
                 "activeAt": {"$date": 0}, "seq": 1, "version": 2, "members": ["A", "B"], "visibleTo": ["A", "B"],
                 "pendingFor": ["B"], "readers": [
                  {"id": "A", "delivered": 1, "read": 1, "ownUnread": 0, "hidden": false},
                  {"id": "B", "delivered": 0, "read": 0, "ownUnread": 0, "hidden": false}],
                 "touched": [], "touchedAfter": 0, "createdBy": "A"}
                """.replace("CHAT", Ids.privateChat(ALICE, BOB).toString())
                        .replace("\"A\"", "\"" + ALICE + "\"")
                        .replace("\"B\"", "\"" + BOB + "\""));
        ChatView view = ChatView.of(ChatBson.readChat(old), BOB);
        assertThat(view.description().subject()).isNull();
        assertThat(view.place().role()).isNull();
        assertThat(view.description().roles()).isNull();
        assertThat(view.place().pinned()).isFalse();
        assertThat(view.place().archived()).isFalse();
        assertThat(view.place().labels()).isEmpty();
        assertThat(ChatFilter.of(ChatShelf.SHOWN).holds(ChatBson.readChat(old), BOB))
                .isTrue();
    }

    @Test
    void eachParticipantSeesTheOwnArrangementAlone() {
        ChatDocument chat = fold(openedAboutBike(), arranged(ALICE, true, false, List.of("mesas")));
        ChatView alices = ChatView.of(chat, ALICE);
        ChatView bobs = ChatView.of(chat, BOB);
        assertThat(alices.place().labels()).containsExactly("mesas");
        assertThat(bobs.place().labels()).isEmpty();
        assertThat(bobs.place().pinned()).isFalse();
        assertThat(bobs.place().role()).isEqualTo(ChatRole.SELLER);
        assertThat(bobs.description().roles())
                .isEqualTo(ROLES)
                .isEqualTo(alices.description().roles());
    }

    private static Past openedAboutBike() {
        UUID chat = Ids.privateChat(ALICE, BOB, LISTING);
        return _ -> new ChatOpened(chat, 1, ChatType.PRIVATE, List.of(ALICE, BOB), null, ALICE, START, LISTING, ROLES);
    }

    /** BOB is the person of support, and a service account opened the chat. */
    private static Past openedWithSupport(ChatType type, ParticipantRole... roles) {
        return _ -> new ChatOpened(
                Ids.privateChat(ALICE, BOB), 1, type, List.of(ALICE, BOB), null, CAROL, START, null, List.of(roles));
    }

    private static List<String> lists(Past... past) {
        return ChatBson.write(fold(past)).getList("lists", String.class);
    }

    private static ChatDocument fold(Past... past) {
        Chat decided = Chat.NONE;
        ChatDocument chat = null;
        for (Past one : past) {
            ChatEvent event = one.after(decided);
            decided = Chat.evolve(decided, event);
            chat = chat == null
                    ? ChatDocument.of((ChatOpened) event)
                    : chat.apply(event, List.of(), new FoldedMessages());
        }
        return chat;
    }
}
