package io.livemarket.chat.kafka;

import static io.livemarket.testkit.SendMessageBuilder.sendMessage;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatCommand.OpenChat;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.events.chat.ChatResult;
import io.livemarket.events.chat.ChatResult.CommandRefused;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.EnforcementCommand.ApplyBlock;
import io.livemarket.events.chat.EnforcementResult;
import io.livemarket.events.chat.EnforcementResult.BlockApplied;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Envelope.Reply;
import io.livemarket.events.kafka.EventCodec;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BlockEnforcementTest {

    private static final UUID ALICE = Ids.next();
    private static final UUID BOB = Ids.next();
    private static final UUID CAROL = Ids.next();

    private DecidingPartition partition;

    @BeforeEach
    void start() {
        partition = new DecidingPartition(Instant.EPOCH);
        partition.registered(ALICE, BOB);
    }

    @Test
    void aCommandBehindABlockIsDecidedWithIt() {
        apply(ALICE, BOB, true);
        partition.ask(message(BOB, ALICE), Reply.ALWAYS);
        assertThat(partition.events()).isEmpty();
        assertThat(refusal()).isEqualTo(ErrorCode.BLOCKED);
    }

    @Test
    void aPartitionAnswersThatItAppliedABlock() {
        UUID command = apply(ALICE, BOB, true);
        var record = partition.resultRecords().getFirst();
        assertThat(record.key()).isEqualTo(DecidingPartition.ORIGIN);
        assertThat(EventCodec.of(EnforcementResult.class).read(record.headers(), record.value()))
                .contains(new BlockApplied(command, 0));
    }

    @Test
    void anUnblockEndsOnlyItsOwnDirection() {
        apply(ALICE, BOB, true);
        apply(BOB, ALICE, true);
        apply(ALICE, BOB, false);
        partition.ask(message(BOB, ALICE), Reply.ALWAYS);
        assertThat(refusal()).isEqualTo(ErrorCode.YOU_BLOCKED);

        apply(BOB, ALICE, false);
        partition.ask(message(BOB, ALICE), Reply.NONE);
        assertThat(partition.events()).hasSize(2);
    }

    @Test
    void groupMessagesSkipTheBlockerUntilTheUnblock() {
        UUID group = Ids.next();
        partition.registered(CAROL);
        partition.ask(
                new OpenChat(group, CAROL, ChatType.GROUP, List.of(CAROL, ALICE, BOB), "Bici", Instant.EPOCH),
                Reply.NONE);
        apply(ALICE, BOB, true);
        partition.eventRecords();

        partition.ask(toGroup(group, BOB), Reply.NONE);
        var blocked = partition.eventRecords().getFirst().headers();
        assertThat(Envelope.audience(blocked)).containsExactly(CAROL, BOB);
        assertThat(Envelope.withheld(blocked)).containsExactly(ALICE);

        partition.ask(toGroup(group, ALICE), Reply.NONE);
        var theOtherWay = partition.eventRecords().getFirst().headers();
        assertThat(Envelope.audience(theOtherWay)).containsExactly(CAROL, ALICE, BOB);
        assertThat(theOtherWay.lastHeader(Envelope.WITHHELD)).isNull();

        apply(ALICE, BOB, false);
        partition.ask(toGroup(group, BOB), Reply.NONE);
        var unblocked = partition.eventRecords().getFirst().headers();
        assertThat(Envelope.audience(unblocked)).containsExactly(CAROL, ALICE, BOB);
        assertThat(unblocked.lastHeader(Envelope.WITHHELD)).isNull();
    }

    @Test
    void aBlockWithoutUsersIsADeadLetter() {
        apply(ALICE, null, true);
        assertThat(partition.deadLetters()).hasSize(1);
        assertThat(partition.resultRecords()).isEmpty();
    }

    private UUID apply(UUID blocker, UUID other, boolean blocked) {
        ApplyBlock block = new ApplyBlock(blocker, other, blocked, Instant.EPOCH);
        UUID command = Ids.next();
        Headers headers = Envelope.describe(
                new RecordHeaders(),
                command.toString(),
                "chat.apply-block.v1",
                "/moderation-service",
                Instant.EPOCH,
                blocker);
        Envelope.put(headers, Envelope.ORIGIN, DecidingPartition.ORIGIN);
        partition.send(
                blocker.toString(),
                EventCodec.of(io.livemarket.events.chat.EnforcementCommand.class)
                        .write(block),
                headers);
        return command;
    }

    private static SendMessage message(UUID from, UUID to) {
        return sendMessage(Ids.privateChat(from, to), from, Ids.next())
                .to(to)
                .content("hello")
                .build();
    }

    private static SendMessage toGroup(UUID group, UUID from) {
        return sendMessage(group, from, Ids.next()).content("hello").build();
    }

    private ErrorCode refusal() {
        var record = partition.resultRecords().getLast();
        return EventCodec.of(ChatResult.class)
                .read(record.headers(), record.value())
                .map(result -> ((CommandRefused) result).code())
                .orElseThrow();
    }
}
