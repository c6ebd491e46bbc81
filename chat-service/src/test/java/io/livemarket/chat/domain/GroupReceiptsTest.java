package io.livemarket.chat.domain;

import static io.livemarket.chat.domain.ChatFixtures.*;
import static io.livemarket.chat.domain.GroupFixtures.left;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.EditMessage;
import io.livemarket.events.chat.ChatCommand.MarkDelivered;
import io.livemarket.events.chat.ChatCommand.MarkRead;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.MessagesDelivered;
import io.livemarket.events.chat.ChatEvent.MessagesRead;
import io.livemarket.events.chat.ChatEvent.ReceiptsAdvanced;
import io.livemarket.events.chat.Receipt;
import io.livemarket.events.errors.ErrorCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupReceiptsTest {

    private static final List<UUID> MEMBERS = members(11);

    private final InMemoryChatLookups lookups = new InMemoryChatLookups(Set.copyOf(MEMBERS));

    private static List<UUID> members(int count) {
        List<UUID> members = new ArrayList<>(List.of(ALICE, BOB));
        IntStream.range(0, count - 2).mapToObj(ChatFixtures::member).forEach(members::add);
        return members;
    }

    private static Chat.Open group(int members, Past... more) {
        Chat chat = Chat.evolve(
                Chat.NONE, openedGroup(members(members).toArray(UUID[]::new)).after(Chat.NONE));
        for (Past past : more) {
            chat = Chat.evolve(chat, past.after(chat));
        }
        return (Chat.Open) chat;
    }

    @Test
    void onlyReceiptsOfMoreThanTenParticipantsWait() {
        Chat.Open large = group(11, sent(ALICE, MESSAGE_1));
        Chat.Open small = group(10, sent(ALICE, MESSAGE_1));
        for (ChatCommand mark :
                List.of(new MarkRead(GROUP, BOB, 1L, null, NOW), new MarkDelivered(GROUP, BOB, 1L, null, NOW))) {
            assertThat(GroupReceipts.gathers(large, ChatDecider.decide(large, mark, lookups)))
                    .isTrue();
            assertThat(GroupReceipts.gathers(small, ChatDecider.decide(small, mark, lookups)))
                    .isFalse();
        }
        assertThat(GroupReceipts.gathers(large, Decision.unchanged(large))).isFalse();
        assertThat(GroupReceipts.gathers(Chat.NONE, Decision.unchanged(large))).isFalse();
    }

    @Test
    void theReceiptsOfAllReadersAreOneEvent() {
        Chat.Open group = group(11, sent(ALICE, MESSAGE_1), sent(ALICE, MESSAGE_2));
        List<ReceiptsAdvanced> events = GroupReceipts.of(
                group,
                List.of(
                        delivered(group, BOB, 2),
                        read(group, member(1), 1),
                        delivered(group, member(1), 2),
                        read(group, BOB, 1)),
                lookups);
        assertThat(events)
                .containsExactly(new ReceiptsAdvanced(
                        GROUP, 3, List.of(new Receipt(BOB, 2, 1), new Receipt(member(1), 2, 1)), List.of(ALICE), NOW));
        assertThat(GroupReceipts.audience(group, events.getFirst())).containsExactly(ALICE, BOB, member(1));
    }

    @Test
    void theChatHasTheWatermarksAndItsVersionOfBefore() {
        Chat.Open group = group(11, sent(ALICE, MESSAGE_1));
        Chat.Open after = group;
        for (ChatEvent event : GroupReceipts.of(group, List.of(read(group, BOB, 1)), lookups)) {
            after = (Chat.Open) Chat.evolve(after, event);
        }
        assertThat(after.participant(BOB)).contains(new Participant(BOB, 1, 1, false));
        assertThat(after.participant(member(0))).contains(new Participant(member(0), 0, 0, false));
        assertThat(after.version()).isEqualTo(group.version());
        lookups.remember(null, (ChatEvent.MessageSent) sent(ALICE, MESSAGE_1).after(group(11)));
        assertThat(ChatDecider.decide(after, new EditMessage(GROUP, ALICE, MESSAGE_1, "adiós", NOW), lookups))
                .isEqualTo(Decision.reject(ErrorCode.ALREADY_READ));
    }

    @Test
    void onlyAuthorsOfNewlyCoveredMessagesAreNamed() {
        Chat.Open group =
                group(11, sent(ALICE, MESSAGE_1), readBy(BOB, 1), sent(member(3), MESSAGE_2), readBy(member(4), 2));
        assertThat(GroupReceipts.of(group, List.of(read(group, BOB, 2)), lookups)
                        .getFirst()
                        .authors())
                .containsExactly(member(3));
        assertThat(GroupReceipts.of(group, List.of(read(group, member(5), 2)), lookups)
                        .getFirst()
                        .authors())
                .containsExactly(ALICE, member(3));
    }

    @Test
    void anEarlierVersionsStateNamesAllParticipants() {
        Chat.Open group = group(11, sent(ALICE, MESSAGE_1));
        Chat.Open former = group.withReceipts(
                group.updatedAt(), p -> new Participant(p.userId(), p.deliveredUpTo(), p.readUpTo(), p.hidden()));
        assertThat(GroupReceipts.of(former, List.of(read(group, BOB, 1)), lookups)
                        .getFirst()
                        .authors())
                .containsExactlyElementsOf(MEMBERS);
    }

    @Test
    void blockersOfAReaderAreKeptFromThatReaderAlone() {
        lookups.block(ALICE, BOB);
        Chat.Open group = group(11, sent(ALICE, MESSAGE_1));
        List<ReceiptsAdvanced> events =
                GroupReceipts.of(group, List.of(read(group, BOB, 1), read(group, member(1), 1)), lookups);
        assertThat(events).hasSize(2);
        for (ReceiptsAdvanced event : events) {
            boolean ofBob = event.receipts().getFirst().userId().equals(BOB);
            assertThat(event.receipts()).hasSize(1);
            assertThat(Withholding.withheldFrom(group, event, lookups)).isEqualTo(ofBob ? List.of(ALICE) : List.of());
        }
    }

    @Test
    void aReaderWhoLeftHasNoReceipt() {
        Chat.Open before = group(11, sent(ALICE, MESSAGE_1));
        Chat.Open group = group(11, sent(ALICE, MESSAGE_1), left(BOB));
        assertThat(GroupReceipts.of(group, List.of(read(before, BOB, 1), read(before, member(1), 1)), lookups))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.receipts()).containsExactly(new Receipt(member(1), 1, 1));
                    assertThat(GroupReceipts.audience(group, event)).containsExactly(ALICE, member(1));
                });
        assertThat(GroupReceipts.of(group, List.of(read(before, BOB, 1)), lookups))
                .isEmpty();
    }

    private static MessagesDelivered delivered(Chat.Open chat, UUID user, long upTo) {
        return new MessagesDelivered(GROUP, chat.version() + 1, user, upTo, NOW);
    }

    private static MessagesRead read(Chat.Open chat, UUID user, long upTo) {
        return new MessagesRead(GROUP, chat.version() + 1, user, upTo, NOW);
    }

    private static Past readBy(UUID user, long upTo) {
        return chat -> new ReceiptsAdvanced(
                GROUP, chat.version(), List.of(new Receipt(user, upTo, upTo)), List.of(), Instant.EPOCH);
    }
}
