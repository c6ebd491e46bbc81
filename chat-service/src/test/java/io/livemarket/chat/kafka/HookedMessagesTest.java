package io.livemarket.chat.kafka;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.CAROL;
import static io.livemarket.chat.domain.ChatFixtures.NOW;
import static io.livemarket.chat.domain.ChatFixtures.PRIVATE;
import static io.livemarket.chat.domain.ChatFixtures.message;
import static io.livemarket.chat.domain.ChatFixtures.openPrivate;
import static io.livemarket.chat.domain.ChatFixtures.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.chat.content.Screener;
import io.livemarket.chat.hook.MessageHook;
import io.livemarket.chat.hook.Verdict;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatResult.CommandRefused;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages that a hook checks before they are decided. The test gives the verdicts. */
class HookedMessagesTest {

    private static final Duration A_MOMENT = Duration.ofMillis(30);

    private final Verdicts hook = new Verdicts();
    private DecidingPartition partition;

    private static final class Verdicts implements MessageHook {

        private final List<UUID> asked = new ArrayList<>();
        private final Map<UUID, Verdict> given = new HashMap<>();

        @Override
        public boolean concerns(ChatCommand command) {
            return MessageHook.hasContent(command);
        }

        @Override
        public void ask(UUID commandId, ChatCommand command) {
            if (!asked.contains(commandId)) {
                asked.add(commandId);
            }
        }

        @Override
        public Optional<Verdict> verdict(UUID commandId) {
            return Optional.ofNullable(given.get(commandId));
        }

        @Override
        public void settled(UUID commandId) {
            given.remove(commandId);
        }
    }

    @BeforeEach
    void start() {
        partition = new DecidingPartition(NOW, new ContentChecks(Screener.NONE, hook));
        partition.registered(ALICE, BOB, CAROL);
        partition.ask(openPrivate(ALICE, BOB), Reply.NONE);
    }

    private UUID say(String content, int number) {
        return partition.ask(send(PRIVATE, ALICE, message(number), content, "key-" + number), Reply.ALWAYS);
    }

    private List<String> sent() {
        return partition.events().stream()
                .filter(MessageSent.class::isInstance)
                .map(event -> ((MessageSent) event).content())
                .toList();
    }

    @Test
    void messagesKeepTheirOrderWhileTheyAreChecked() {
        UUID one = say("uno", 1);
        UUID two = say("dos", 2);
        assertThat(hook.asked).containsExactly(one, two);
        hook.given.put(two, Verdict.ALLOWED);
        partition.advance(A_MOMENT);
        assertThat(sent()).isEmpty();
        hook.given.put(one, Verdict.ALLOWED);
        partition.advance(A_MOMENT);
        assertThat(sent()).containsExactly("uno", "dos");
        assertThat(hook.given).isEmpty();
    }

    @Test
    void aRefusedMessageIsAnsweredWithItsReason() {
        UUID one = say("uno", 1);
        say("dos", 2);
        hook.given.put(one, Verdict.refused("too_cheap"));
        hook.given.put(hook.asked.getLast(), Verdict.ALLOWED);
        partition.advance(A_MOMENT);
        assertThat(sent()).containsExactly("dos");
        assertThat(partition.results())
                .filteredOn(CommandRefused.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(CommandRefused.class, refused -> {
                    assertThat(refused.commandId()).isEqualTo(one);
                    assertThat(refused.code()).isEqualTo(ErrorCode.CONTENT_REJECTED);
                    assertThat(refused.category()).isEqualTo("too_cheap");
                });
    }

    @Test
    void whatIsRefusedAnywayIsNotChecked() {
        partition.ask(send(PRIVATE, CAROL, message(1), "intrusa", "key"), Reply.ALWAYS);
        say("", 2);
        assertThat(hook.asked).isEmpty();
        assertThat(partition.results()).hasSize(2).allMatch(CommandRefused.class::isInstance);
    }

    @Test
    void aRepeatedMessageIsNotCheckedAgain() {
        UUID one = say("uno", 1);
        hook.given.put(one, Verdict.ALLOWED);
        partition.advance(A_MOMENT);
        say("uno", 1);
        partition.advance(A_MOMENT);
        assertThat(hook.asked).containsExactly(one);
        assertThat(sent()).containsExactly("uno");
    }
}
