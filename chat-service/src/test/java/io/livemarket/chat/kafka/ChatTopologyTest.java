package io.livemarket.chat.kafka;

import static io.livemarket.chat.domain.ChatFixtures.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.HideChat;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatResult.CommandAccepted;
import io.livemarket.events.chat.ChatResult.CommandRefused;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.MessageType;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Envelope.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One command in; its events and its answer out, with the headers that the rest of the system lives on. */
class ChatTopologyTest {

    @TempDir
    private Path state;
    private DecidingTopology topology;

    @BeforeEach
    void start() {
        topology = new DecidingTopology(state, NOW);
        topology.registered(ALICE, BOB, CAROL, MALLORY);
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    @Test
    void anEventCarriesTheEnvelopeAndOnlyTheLastOfACommandAnswersIt() {
        UUID command = topology.ask(sendTo(ALICE, BOB, MESSAGE_1), Reply.UNLESS_EVENT);

        List<TestRecord<String, byte[]>> records = topology.eventRecords();
        assertThat(records).hasSize(2).allMatch(r -> r.key().equals(PRIVATE.toString()))
                .allMatch(r -> r.timestamp() == NOW.toEpochMilli());
        assertThat(headers(records.get(0))).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                Map.entry("ce_specversion", "1.0"), Map.entry("ce_id", command + "-0"),
                Map.entry("ce_type", "chat.chat-opened.v1"), Map.entry("ce_source", "/chat-service"),
                Map.entry("ce_time", NOW.toString()), Map.entry("ce_subject", PRIVATE.toString()),
                Map.entry("content-type", "application/json"), Map.entry("lm_audience", ALICE + "," + BOB),
                Map.entry("lm_actor", ALICE.toString())));
        assertThat(headers(records.get(1))).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                Map.entry("ce_specversion", "1.0"), Map.entry("ce_id", command + "-1"),
                Map.entry("ce_type", "chat.message-sent.v1"), Map.entry("ce_source", "/chat-service"),
                Map.entry("ce_time", NOW.toString()), Map.entry("ce_subject", PRIVATE.toString()),
                Map.entry("content-type", "application/json"), Map.entry("lm_audience", ALICE + "," + BOB),
                Map.entry("lm_actor", ALICE.toString()), Map.entry("lm_command", command.toString()),
                Map.entry("lm_origin", DecidingTopology.ORIGIN)));
    }

    @Test
    void eventsAreWhatWasDecided() {
        topology.ask(sendTo(ALICE, BOB, MESSAGE_1), Reply.NONE);
        assertThat(topology.events()).containsExactly(
                new ChatOpened(PRIVATE, 1, ChatType.PRIVATE, List.of(ALICE, BOB), null, ALICE, NOW),
                message(2, 1, MESSAGE_1, null));
    }

    @Test
    void whoHidesAChatIsTheOnlyOneToHearOfIt() {
        topology.ask(sendTo(ALICE, BOB, MESSAGE_1), Reply.NONE);
        topology.eventRecords();
        topology.ask(hide(BOB), Reply.NONE);
        assertThat(Envelope.audience(topology.eventRecords().getFirst().headers())).containsExactly(BOB);
    }

    @Test
    void anAnswerGoesToItsOriginUnderItsKey() {
        UUID command = topology.ask(hide(ALICE), Reply.ALWAYS);
        TestRecord<String, byte[]> answer = topology.resultRecords().getFirst();
        assertThat(answer.key()).isEqualTo(DecidingTopology.ORIGIN);
        assertThat(headers(answer)).containsEntry("ce_id", command + "-r")
                .containsEntry("ce_type", "chat.command-refused.v1").containsEntry("lm_command", command.toString())
                .containsEntry("lm_origin", DecidingTopology.ORIGIN).containsEntry("ce_subject", PRIVATE.toString());
    }

    @Test
    void whoAlwaysWantsAnAnswerGetsTheMessageWithTheVersion() {
        UUID command = topology.ask(sendTo(ALICE, BOB, MESSAGE_1), Reply.ALWAYS);
        assertThat(topology.results()).containsExactly(
                new CommandAccepted(command, PRIVATE, 2, false, message(2, 1, MESSAGE_1, null)));
    }

    @Test
    void anEventIsAnswerEnoughUnlessAlwaysIsAsked() {
        topology.ask(sendTo(ALICE, BOB, MESSAGE_1), Reply.UNLESS_EVENT);
        topology.ask(sendTo(ALICE, BOB, MESSAGE_2), Reply.NONE);
        assertThat(topology.events()).hasSize(3);
        assertThat(topology.results()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"UNLESS_EVENT", "ALWAYS"})
    void aRefusalIsAnsweredAndChangesNothing(Reply reply) {
        UUID command = topology.ask(send(ALICE, MESSAGE_1), reply);
        assertThat(topology.results()).containsExactly(new CommandRefused(command, PRIVATE, ErrorCode.CHAT_NOT_FOUND));
        assertThat(topology.events()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"UNLESS_EVENT", "ALWAYS"})
    void aRepeatIsAnsweredWithTheFirstAnswerAndWritesNoEvent(Reply reply) {
        topology.ask(openPrivate(ALICE, BOB), Reply.NONE);
        topology.ask(send(PRIVATE, ALICE, MESSAGE_1, "hola", "k"), Reply.NONE);
        topology.ask(send(PRIVATE, BOB, MESSAGE_2, "qué tal", null), Reply.NONE);
        topology.eventRecords();

        UUID repeat = topology.ask(send(PRIVATE, ALICE, MESSAGE_3, "hola", "k"), reply);
        assertThat(topology.results()).containsExactly(
                new CommandAccepted(repeat, PRIVATE, 3, true, message(2, 1, MESSAGE_1, "k")));
        assertThat(topology.events()).isEmpty();
    }

    @Test
    void whoWantsNoAnswerGetsNone() {
        topology.ask(send(ALICE, MESSAGE_1), Reply.NONE);
        topology.ask(openPrivate(ALICE, BOB), Reply.NONE);
        topology.ask(openPrivate(ALICE, BOB), Reply.NONE);
        assertThat(topology.results()).isEmpty();
    }

    @Test
    void aCommandWithoutAnOriginIsDecidedAndAnsweredToNobody() {
        ChatCommand command = sendTo(ALICE, BOB, MESSAGE_1);
        var headers = topology.headers(UUID.randomUUID(), command, Reply.ALWAYS).remove(Envelope.ORIGIN);
        topology.send(PRIVATE.toString(), json(command), headers);
        assertThat(topology.events()).hasSize(2);
        assertThat(topology.results()).isEmpty();
    }

    @Test
    void aCommandThatLacksWhatDecidingNeedsIsRefusedAndTheNextOneDecided() {
        UUID command = topology.ask(new HideChat(PRIVATE, ALICE, null), Reply.ALWAYS);
        UUID other = topology.ask(new HideChat(PRIVATE, null, NOW), Reply.ALWAYS);
        assertThat(topology.results()).containsExactly(
                new CommandRefused(command, PRIVATE, ErrorCode.INVALID_REQUEST),
                new CommandRefused(other, PRIVATE, ErrorCode.INVALID_REQUEST));
        decidesTheNextOne();
    }

    @Test
    void chatsDoNotMeet() {
        topology.ask(sendTo(ALICE, BOB, MESSAGE_1), Reply.NONE);
        topology.ask(sendTo(ALICE, CAROL, MESSAGE_2), Reply.NONE);
        topology.events();
        topology.ask(sendTo(BOB, ALICE, MESSAGE_3), Reply.ALWAYS);
        assertThat(topology.results()).singleElement().isInstanceOfSatisfying(
                CommandAccepted.class, accepted -> assertThat(accepted.message().seq()).isEqualTo(2));
    }

    private void decidesTheNextOne() {
        topology.ask(sendTo(ALICE, BOB, MESSAGE_1), Reply.ALWAYS);
        assertThat(topology.results()).singleElement().isInstanceOf(CommandAccepted.class);
    }

    private static MessageSent message(long version, long seq, UUID id, String key) {
        return new MessageSent(PRIVATE, version, seq, id, ALICE, MessageType.TEXT, "hola", null, null, null, key, NOW);
    }

    private static byte[] json(ChatCommand command) {
        return Json.bytes(command);
    }

    private static Map<String, String> headers(TestRecord<String, byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            assertThat(headers.put(header.key(), new String(header.value(), StandardCharsets.US_ASCII)))
                    .as("%s once", header.key()).isNull();
        }
        return headers;
    }
}
