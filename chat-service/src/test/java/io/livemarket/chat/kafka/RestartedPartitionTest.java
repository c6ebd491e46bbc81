package io.livemarket.chat.kafka;

import static io.livemarket.chat.domain.ChatFixtures.*;
import static io.livemarket.testkit.SendMessageBuilder.sendMessage;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.chat.domain.Screening;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatResult.CommandAccepted;
import io.livemarket.events.chat.ChatResult.CommandRefused;
import io.livemarket.events.chat.EnforcementCommand.ApplyBlock;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Envelope.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A new owner of a partition restores the former owner's state from events and journal alone. */
class RestartedPartitionTest {

    private final DecidingPartition partition = new DecidingPartition(
            NOW,
            (text, _, _) -> new Screening(text.replace("rude", "****"), null, text.contains("rude"), List.of(), null));

    @BeforeEach
    void register() {
        partition.registered(ALICE, BOB, CAROL);
    }

    @Test
    void theStateIsTheFoldOfEventsAndJournal() {
        converse();
        Map<String, String> before = partition.partition().contents();
        assertThat(before).hasSizeGreaterThan(6);

        partition.restart();
        assertThat(partition.partition().contents()).isEqualTo(before);
    }

    @Test
    void aRepeatOfAMaskedMessageIsRecognised() {
        partition.ask(keyed(MESSAGE_1, "a rude word", "k"), Reply.NONE);
        partition.restart();

        UUID repeat = partition.ask(keyed(MESSAGE_2, "a rude word", "k"), Reply.ALWAYS);
        UUID other = partition.ask(keyed(MESSAGE_3, "a **** word", "k"), Reply.ALWAYS);
        assertThat(partition.results())
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOfSatisfying(CommandAccepted.class, accepted -> {
                            assertThat(accepted.commandId()).isEqualTo(repeat);
                            assertThat(accepted.message().id()).isEqualTo(MESSAGE_1);
                            assertThat(accepted.message().content()).isEqualTo("a **** word");
                        }),
                        second -> assertThat(second)
                                .isEqualTo(new CommandRefused(other, PRIVATE, ErrorCode.IDEMPOTENCY_CONFLICT)));
    }

    /** The former owner is killed on the day before, or not at all: the kept answers follow from the messages alone. */
    @Test
    void aRepeatAfterAMonthIsRefusedByAnyOwner() {
        partition.ask(keyed(MESSAGE_1, "a rude word", "k"), Reply.NONE);
        for (int day = 1; day <= 30; day++) {
            partition.ask(keyed(message(100 + day), "hola", "day " + day, NOW.plus(Duration.ofDays(day))), Reply.NONE);
        }
        partition.restart();
        UUID inTime = partition.ask(keyed(MESSAGE_2, "a rude word", "k", NOW.plus(Duration.ofDays(30))), Reply.ALWAYS);
        partition.ask(keyed(message(200), "hola", "day 31", NOW.plus(Duration.ofDays(31))), Reply.NONE);
        Map<String, String> before = partition.partition().contents();
        partition.events();
        UUID late = partition.ask(keyed(MESSAGE_3, "a rude word", "k", NOW.plus(Duration.ofDays(31))), Reply.ALWAYS);
        partition.restart();
        UUID later =
                partition.ask(keyed(message(300), "a rude word", "k", NOW.plus(Duration.ofDays(400))), Reply.ALWAYS);

        assertThat(partition.partition().contents()).isEqualTo(before);
        assertThat(partition.events()).isEmpty();
        assertThat(partition.results())
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOfSatisfying(CommandAccepted.class, accepted -> {
                            assertThat(accepted.commandId()).isEqualTo(inTime);
                            assertThat(accepted.message().id()).isEqualTo(MESSAGE_1);
                        }),
                        second -> assertThat(second)
                                .isEqualTo(new CommandRefused(late, PRIVATE, ErrorCode.IDEMPOTENCY_CONFLICT)),
                        third -> assertThat(third)
                                .isEqualTo(new CommandRefused(later, PRIVATE, ErrorCode.IDEMPOTENCY_CONFLICT)));
    }

    @Test
    void aBlockOutlivesItsOwner() {
        partition.ask(sendTo(ALICE, BOB, MESSAGE_1), Reply.NONE);
        block(ALICE, BOB);
        partition.restart();

        UUID command = partition.ask(sendTo(BOB, ALICE, MESSAGE_2), Reply.ALWAYS);
        assertThat(partition.results()).contains(new CommandRefused(command, PRIVATE, ErrorCode.BLOCKED));
    }

    /** A copy of the commands under another topic's id is decided from its beginning. */
    @Test
    void aCommandThatIsReadTwiceIsOneMessage() {
        SendMessage command = sendTo(ALICE, BOB, MESSAGE_1);
        partition.ask(command, Reply.NONE);
        partition.ask(command, Reply.NONE);
        assertThat(partition.events()).filteredOn(MessageSent.class::isInstance).hasSize(1);
    }

    @Test
    void anEventOfAnUnknownTypeCountsAsAVersion() {
        partition.ask(sendTo(ALICE, BOB, MESSAGE_1), Reply.NONE);
        partition.events();
        Headers newer = Envelope.describe(
                new RecordHeaders(), Ids.next().toString(), "chat.message-sung.v1", "/chat-service", NOW, PRIVATE);
        partition
                .partition()
                .foreignEvent(
                        PRIVATE.toString(),
                        ("{\"chatId\":\"" + PRIVATE + "\",\"version\":3,\"song\":\"x\"}")
                                .getBytes(StandardCharsets.UTF_8),
                        newer);
        partition.restart();

        partition.ask(sendTo(BOB, ALICE, MESSAGE_2), Reply.NONE);
        assertThat(partition.events())
                .singleElement()
                .satisfies(event -> assertThat(event.version()).isEqualTo(4));
    }

    @Test
    void anUnreadableEventStopsNoOtherOfThePartition() {
        partition.ask(sendTo(ALICE, BOB, MESSAGE_1), Reply.NONE);
        partition.events();
        partition
                .partition()
                .foreignEvent(
                        PRIVATE.toString(),
                        new byte[] {'{'},
                        Envelope.describe(
                                new RecordHeaders(), "x", "chat.message-sent.v1", "/elsewhere", NOW, PRIVATE));
        partition.restart();

        partition.ask(sendTo(BOB, ALICE, MESSAGE_2), Reply.NONE);
        assertThat(partition.events())
                .singleElement()
                .satisfies(event -> assertThat(event.version()).isEqualTo(3));
    }

    private void converse() {
        partition.ask(keyed(MESSAGE_1, "hola", "a"), Reply.NONE);
        partition.ask(keyed(MESSAGE_2, "rude", "b"), Reply.NONE);
        partition.ask(markRead(BOB, 1), Reply.NONE);
        partition.ask(delete(ALICE, MESSAGE_2), Reply.NONE);
        partition.ask(hide(BOB), Reply.NONE);
        block(CAROL, BOB);
        partition.ask(sendTo(ALICE, NOBODY, MESSAGE_3), Reply.NONE);
    }

    private void block(UUID blocker, UUID other) {
        Headers headers = Envelope.describe(
                new RecordHeaders(),
                Ids.next().toString(),
                "chat.apply-block.v1",
                "/moderation-service",
                Instant.EPOCH,
                blocker);
        partition.send(
                blocker.toString(),
                io.livemarket.events.Json.bytes(new ApplyBlock(blocker, other, true, Instant.EPOCH)),
                headers);
    }

    private static SendMessage keyed(UUID id, String content, String key) {
        return keyed(id, content, key, NOW);
    }

    private static SendMessage keyed(UUID id, String content, String key, Instant at) {
        return sendMessage(PRIVATE, ALICE, id)
                .to(BOB)
                .content(content)
                .key(key)
                .at(at)
                .build();
    }
}
