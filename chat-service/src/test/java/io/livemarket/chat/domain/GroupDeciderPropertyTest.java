package io.livemarket.chat.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.chat.domain.Decision.Accepted;
import io.livemarket.events.EventTypes;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.GroupCommand.AnswerInvitation;
import io.livemarket.events.chat.GroupCommand.ChangeMemberRole;
import io.livemarket.events.chat.GroupCommand.InviteMembers;
import io.livemarket.events.chat.GroupCommand.LeaveChat;
import io.livemarket.events.chat.GroupCommand.RemoveMember;
import io.livemarket.events.chat.GroupCommand.RenameChat;
import io.livemarket.events.chat.GroupEvent;
import io.livemarket.events.errors.ErrorCode;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The invariants of a group whose members change at random. A failure names its seed. */
class GroupDeciderPropertyTest {

    private static final int TURNS = 200;
    private static final List<UUID> USERS =
            List.of(ChatFixtures.ALICE, ChatFixtures.BOB, ChatFixtures.CAROL, ChatFixtures.MALLORY);

    private final Set<Class<?>> happened = new HashSet<>();
    private final Set<ErrorCode> refused = new HashSet<>();
    private final InMemoryChatLookups lookups = new InMemoryChatLookups(new HashSet<>(USERS));
    private Chat chat;
    private Instant now = ChatFixtures.START;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aGroupWithMembersHasAnAdminAmongThem(long seed) {
        play(seed, open -> {
            List<UUID> admins = open.groupOrNone().admins();
            assertThat(open.members()).doesNotHaveDuplicates().containsAll(admins);
            assertThat(admins.isEmpty()).isEqualTo(open.members().isEmpty());
            assertThat(open.groupOrNone().invited())
                    .doesNotHaveDuplicates()
                    .noneMatch(user -> open.participant(user).isPresent());
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aMemberSeesExactlyTheMessagesSinceTheJoining(long seed) {
        play(
                seed,
                open -> open.participants().forEach(participant -> {
                    assertThat(participant.readUpTo()).isLessThanOrEqualTo(open.seq());
                    if (participant.joinedAfter() != null) {
                        assertThat(open.sees(participant, participant.joinedAfter()))
                                .isFalse();
                        assertThat(open.sees(participant, participant.joinedAfter() + 1))
                                .isTrue();
                        assertThat(participant.readUpTo()).isGreaterThanOrEqualTo(participant.joinedAfter());
                    }
                }));
    }

    @Test
    void everyEventAndRefusalOfGroupsOccurs() {
        seeds().forEach(seed -> play(seed, _ -> {}));
        assertThat(happened).containsAll(EventTypes.of(GroupEvent.class).classes());
        assertThat(refused)
                .contains(
                        ErrorCode.CHAT_NOT_FOUND,
                        ErrorCode.NOT_AN_ADMIN,
                        ErrorCode.MEMBER_NOT_FOUND,
                        ErrorCode.ALREADY_A_MEMBER,
                        ErrorCode.LAST_ADMIN,
                        ErrorCode.INVITATION_DECLINED);
    }

    private interface Check {
        void on(Chat.Open open);
    }

    private void play(long seed, Check check) {
        Random random = new Random(seed);
        chat = Chat.evolve(
                Chat.NONE,
                ChatFixtures.openedGroup(USERS.get(0), USERS.get(1), USERS.get(2))
                        .after(Chat.NONE));
        for (int turn = 0; turn < TURNS; turn++) {
            now = now.plusSeconds(3_600);
            take(command(random, turn));
            check.on((Chat.Open) chat);
        }
    }

    private void take(ChatCommand command) {
        long version = chat.version();
        switch (ChatDecider.decide(chat, command, lookups)) {
            case Accepted accepted -> {
                for (ChatEvent event : accepted.events()) {
                    assertThat(event.version()).isEqualTo(++version);
                    chat = Chat.evolve(chat, event);
                    lookups.remember(command, event);
                    happened.add(event.getClass());
                }
            }
            case Decision.Rejected rejected -> refused.add(rejected.reason());
            case Decision.Unchanged unchanged -> assertThat(unchanged.version()).isEqualTo(version);
        }
    }

    private ChatCommand command(Random random, int turn) {
        UUID chatId = ChatFixtures.GROUP;
        UUID actor = any(random);
        return switch (random.nextInt(9)) {
            case 0, 1 -> new InviteMembers(chatId, actor, List.of(any(random)), now);
            case 2, 3 -> new AnswerInvitation(chatId, actor, random.nextInt(3) > 0, now);
            case 4 -> new RemoveMember(chatId, actor, any(random), now);
            case 5 -> isAlone() ? send(actor, turn) : new LeaveChat(chatId, actor, now);
            case 6 -> new ChangeMemberRole(chatId, actor, any(random), random.nextBoolean(), now);
            case 7 -> new RenameChat(chatId, actor, "Bici " + random.nextInt(3), now);
            default -> send(actor, turn);
        };
    }

    /** Nothing can happen to an empty group any more. */
    private boolean isAlone() {
        return ((Chat.Open) chat).members().size() < 2;
    }

    private ChatCommand send(UUID actor, int turn) {
        return ChatFixtures.send(ChatFixtures.GROUP, actor, ChatFixtures.message(turn), "hola", null);
    }

    private static UUID any(Random random) {
        return USERS.get(random.nextInt(USERS.size()));
    }
}
