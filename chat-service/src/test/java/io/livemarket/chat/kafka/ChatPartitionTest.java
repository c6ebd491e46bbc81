package io.livemarket.chat.kafka;

import static io.livemarket.chat.domain.ChatFixtures.*;
import static io.livemarket.testkit.MessageSentBuilder.messageSent;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.chat.domain.Attachments.SentFile;
import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.HideChat;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatResult.CommandAccepted;
import io.livemarket.events.chat.ChatResult.CommandRefused;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Envelope.Reply;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One command in; its events and its answer out, with the headers that the rest of the system lives on. */
class ChatPartitionTest {

    private DecidingPartition partition;

    @BeforeEach
    void start() {
        partition = new DecidingPartition(NOW);
        partition.registered(ALICE, BOB, CAROL, MALLORY);
    }

    @Test
    void onlyTheLastEventOfACommandAnswersIt() {
        UUID command = partition.ask(sendTo(ALICE, BOB, MESSAGE_1), Reply.UNLESS_EVENT);

        List<ProducerRecord<String, byte[]>> records = partition.eventRecords();
        assertThat(records)
                .hasSize(2)
                .allMatch(r -> r.key().equals(PRIVATE.toString()))
                .allMatch(r -> r.timestamp() == NOW.toEpochMilli());
        assertThat(headers(records.get(0)))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("ce_specversion", "1.0"),
                        Map.entry("ce_id", command + "-0"),
                        Map.entry("ce_type", "chat.chat-opened.v1"),
                        Map.entry("ce_source", "/chat-service"),
                        Map.entry("ce_time", NOW.toString()),
                        Map.entry("ce_subject", PRIVATE.toString()),
                        Map.entry("content-type", "application/json"),
                        Map.entry("lm_audience", ALICE + "," + BOB),
                        Map.entry("lm_actor", ALICE.toString())));
        assertThat(headers(records.get(1)))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("ce_specversion", "1.0"),
                        Map.entry("ce_id", command + "-1"),
                        Map.entry("ce_type", "chat.message-sent.v1"),
                        Map.entry("ce_source", "/chat-service"),
                        Map.entry("ce_time", NOW.toString()),
                        Map.entry("ce_subject", PRIVATE.toString()),
                        Map.entry("content-type", "application/json"),
                        Map.entry("lm_audience", ALICE + "," + BOB),
                        Map.entry("lm_actor", ALICE.toString()),
                        Map.entry("lm_command", command.toString()),
                        Map.entry("lm_origin", DecidingPartition.ORIGIN),
                        Map.entry("lm_files", "0"),
                        Map.entry("lm_position", org.apache.kafka.common.Uuid.ONE_UUID + ":1")));
    }

    @Test
    void aHeaderHasTheNumberOfAMessagesFiles() {
        UUID file = Ids.next();
        partition.stored(file, new SentFile(ALICE, "bici.jpg", "image/jpeg", 10, null, false));
        partition.ask(sendImageTo(ALICE, BOB, MESSAGE_1, file), Reply.NONE);
        assertThat(headers(partition.eventRecords().getLast())).containsEntry("lm_files", "1");
    }

    @Test
    void eventsAreTheDecidedOnes() {
        partition.ask(sendTo(ALICE, BOB, MESSAGE_1), Reply.NONE);
        assertThat(partition.events())
                .containsExactly(
                        new ChatOpened(PRIVATE, 1, ChatType.PRIVATE, List.of(ALICE, BOB), null, ALICE, NOW),
                        message(2, 1, MESSAGE_1, null));
    }

    @Test
    void hidingAChatHasItsActorAsOnlyAudience() {
        partition.ask(sendTo(ALICE, BOB, MESSAGE_1), Reply.NONE);
        partition.eventRecords();
        partition.ask(hide(BOB), Reply.NONE);
        assertThat(Envelope.audience(partition.eventRecords().getFirst().headers()))
                .containsExactly(BOB);
    }

    @Test
    void aMessageIntoAHiddenChatNamesItsSender() {
        partition.ask(sendTo(ALICE, BOB, MESSAGE_1), Reply.NONE);
        partition.ask(hide(BOB), Reply.NONE);
        partition.ask(sendTo(BOB, ALICE, MESSAGE_2), Reply.NONE);
        assertThat(headers(partition.eventRecords().getLast())).containsEntry("lm_brought_back", BOB.toString());
        partition.ask(sendTo(BOB, ALICE, MESSAGE_3), Reply.NONE);
        partition.ask(hide(BOB), Reply.NONE);
        partition.ask(sendTo(ALICE, BOB, Ids.next()), Reply.NONE);
        assertThat(partition.eventRecords()).noneMatch(record -> headers(record).containsKey("lm_brought_back"));
    }

    @Test
    void anAnswerGoesToItsOriginUnderItsKey() {
        UUID command = partition.ask(hide(ALICE), Reply.ALWAYS);
        ProducerRecord<String, byte[]> answer = partition.resultRecords().getFirst();
        assertThat(answer.key()).isEqualTo(DecidingPartition.ORIGIN);
        assertThat(headers(answer))
                .containsEntry("ce_id", command + "-r")
                .containsEntry("ce_type", "chat.command-refused.v1")
                .containsEntry("lm_command", command.toString())
                .containsEntry("lm_origin", DecidingPartition.ORIGIN)
                .containsEntry("ce_subject", PRIVATE.toString());
    }

    @Test
    void anOriginThatAlwaysWantsAnswersGetsTheMessage() {
        UUID command = partition.ask(sendTo(ALICE, BOB, MESSAGE_1), Reply.ALWAYS);
        assertThat(partition.results())
                .containsExactly(new CommandAccepted(command, PRIVATE, 2, false, message(2, 1, MESSAGE_1, null)));
    }

    @Test
    void anEventIsAnswerEnoughUnlessAlwaysIsAsked() {
        partition.ask(sendTo(ALICE, BOB, MESSAGE_1), Reply.UNLESS_EVENT);
        partition.ask(sendTo(ALICE, BOB, MESSAGE_2), Reply.NONE);
        assertThat(partition.events()).hasSize(3);
        assertThat(partition.results()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"UNLESS_EVENT", "ALWAYS"})
    void aRefusalIsAnsweredAndChangesNothing(Reply reply) {
        UUID command = partition.ask(send(ALICE, MESSAGE_1), reply);
        assertThat(partition.results()).containsExactly(new CommandRefused(command, PRIVATE, ErrorCode.CHAT_NOT_FOUND));
        assertThat(partition.events()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"UNLESS_EVENT", "ALWAYS"})
    void aRepeatGetsTheFirstAnswerAndNoEvent(Reply reply) {
        partition.ask(openPrivate(ALICE, BOB), Reply.NONE);
        partition.ask(send(PRIVATE, ALICE, MESSAGE_1, "hola", "k"), Reply.NONE);
        partition.ask(send(PRIVATE, BOB, MESSAGE_2, "qué tal", null), Reply.NONE);
        partition.eventRecords();

        UUID repeat = partition.ask(send(PRIVATE, ALICE, MESSAGE_3, "hola", "k"), reply);
        assertThat(partition.results())
                .containsExactly(new CommandAccepted(repeat, PRIVATE, 3, true, message(2, 1, MESSAGE_1, "k")));
        assertThat(partition.events()).isEmpty();
    }

    @Test
    void aCommandWithoutAnAnswerRequestGetsNone() {
        partition.ask(send(ALICE, MESSAGE_1), Reply.NONE);
        partition.ask(openPrivate(ALICE, BOB), Reply.NONE);
        partition.ask(openPrivate(ALICE, BOB), Reply.NONE);
        assertThat(partition.results()).isEmpty();
    }

    @Test
    void aCommandWithoutAnOriginIsDecidedAndNotAnswered() {
        ChatCommand command = sendTo(ALICE, BOB, MESSAGE_1);
        var headers =
                partition.headers(UUID.randomUUID(), command, Reply.ALWAYS).remove(Envelope.ORIGIN);
        partition.send(PRIVATE.toString(), json(command), headers);
        assertThat(partition.events()).hasSize(2);
        assertThat(partition.results()).isEmpty();
    }

    @Test
    void anIncompleteCommandIsRefusedAndStopsNoOther() {
        UUID command = partition.ask(new HideChat(PRIVATE, ALICE, null), Reply.ALWAYS);
        UUID other = partition.ask(new HideChat(PRIVATE, null, NOW), Reply.ALWAYS);
        assertThat(partition.results())
                .containsExactly(
                        new CommandRefused(command, PRIVATE, ErrorCode.INVALID_REQUEST),
                        new CommandRefused(other, PRIVATE, ErrorCode.INVALID_REQUEST));
        decidesTheNextOne();
    }

    @Test
    void chatsDoNotMeet() {
        partition.ask(sendTo(ALICE, BOB, MESSAGE_1), Reply.NONE);
        partition.ask(sendTo(ALICE, CAROL, MESSAGE_2), Reply.NONE);
        partition.events();
        partition.ask(sendTo(BOB, ALICE, MESSAGE_3), Reply.ALWAYS);
        assertThat(partition.results())
                .singleElement()
                .isInstanceOfSatisfying(
                        CommandAccepted.class,
                        accepted -> assertThat(accepted.message().seq()).isEqualTo(2));
    }

    private void decidesTheNextOne() {
        partition.ask(sendTo(ALICE, BOB, MESSAGE_1), Reply.ALWAYS);
        assertThat(partition.results()).singleElement().isInstanceOf(CommandAccepted.class);
    }

    private static MessageSent message(long version, long seq, UUID id, String key) {
        return messageSent(PRIVATE, version, seq, id, ALICE).key(key).at(NOW).build();
    }

    private static byte[] json(ChatCommand command) {
        return Json.bytes(command);
    }

    private static Map<String, String> headers(ProducerRecord<String, byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            assertThat(headers.put(header.key(), new String(header.value(), StandardCharsets.US_ASCII)))
                    .as("%s once", header.key())
                    .isNull();
        }
        return headers;
    }
}
