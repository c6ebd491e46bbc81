package io.livemarket.moderation.kafka;

import static io.livemarket.testkit.MessageSentBuilder.messageSent;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.EnforcementCommand;
import io.livemarket.events.chat.EnforcementCommand.ApplyBlock;
import io.livemarket.events.chat.EnforcementCommand.ApplyContactLimit;
import io.livemarket.events.chat.SafetyCommand.WarnMessage;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.MessageFlagged;
import io.livemarket.events.moderation.ModerationEvent.UserBlocked;
import io.livemarket.events.moderation.ReportCategory;
import io.livemarket.events.moderation.ReportOutcome;
import io.livemarket.kit.engine.SimulatedPartition;
import io.livemarket.kit.testing.ReplyPolicyContract;
import io.livemarket.moderation.content.MassMessages;
import io.livemarket.moderation.domain.ModerationCommand;
import io.livemarket.moderation.domain.ModerationCommand.BlockUser;
import io.livemarket.moderation.domain.ModerationCommand.FlagMessage;
import io.livemarket.moderation.domain.ModerationCommand.ReportUser;
import io.livemarket.moderation.domain.ModerationCommand.ResolveFlag;
import io.livemarket.moderation.domain.ModerationCommand.ResolveReport;
import io.livemarket.moderation.domain.ModerationCommand.SuspendUser;
import io.livemarket.moderation.domain.ModerationCommand.TakeReport;
import io.livemarket.moderation.domain.ModerationResult;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** The decider of one partition, without a broker. */
class ModerationPartitionTest implements ReplyPolicyContract {

    private static final UUID ANA = Ids.next();
    private static final UUID LUIS = Ids.next();
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final EventCodec<ModerationCommand> COMMANDS = EventCodec.of(ModerationCommand.class);

    private static final int ENFORCERS = 3;

    private final SimulatedPartition partition = new SimulatedPartition(
            ModerationTopics.COMMANDS,
            Topics.MODERATION_EVENTS,
            (partition, state) -> new ModerationPartition(
                    partition,
                    state,
                    new ModerationPartition.Environment(
                            Set.of(ANA, LUIS)::contains,
                            () -> ENFORCERS,
                            () -> new EnforcedTopics("events", "enforcement"),
                            new MassMessages(3, Duration.ofHours(1)),
                            new SimpleMeterRegistry())),
            NOW);

    @Test
    void aBlockPublishesEventOrderAndAnswer() {
        UUID command = ask(ANA.toString(), new BlockUser(ANA, LUIS, NOW));
        ProducerRecord<String, byte[]> event =
                records(Topics.MODERATION_EVENTS.name()).getFirst();
        assertThat(EventCodec.of(ModerationEvent.class).read(event.headers(), event.value()))
                .contains(new UserBlocked(ANA, 1, LUIS, NOW));
        assertThat(Envelope.id(event.headers(), Envelope.ACTOR)).isEqualTo(ANA);
        assertThat(partition.read(Topics.CHAT_COMMANDS.name()))
                .hasSize(ENFORCERS)
                .extracting(ProducerRecord::partition)
                .containsExactly(0, 1, 2);
        assertThat(results()).containsExactly(new ModerationResult.Accepted(command, 1, true));
    }

    @Test
    void aRepeatedBlockIsEnforcedAgainWithoutAnEvent() {
        ask(ANA.toString(), new BlockUser(ANA, LUIS, NOW));
        orders();
        UUID again = ask(ANA.toString(), new BlockUser(ANA, LUIS, NOW));
        assertThat(records(Topics.MODERATION_EVENTS.name())).hasSize(1);
        assertThat(orders()).hasSize(ENFORCERS).containsOnly(new ApplyBlock(ANA, LUIS, true, NOW));
        assertThat(results()).last().isEqualTo(new ModerationResult.Accepted(again, 1, false));
    }

    @Test
    void aRefusedBlockIsNotEnforced() {
        UUID command = ask(ANA.toString(), new BlockUser(ANA, ANA, NOW));
        assertThat(orders()).isEmpty();
        assertThat(results()).containsExactly(new ModerationResult.Refused(command, ErrorCode.INVALID_REQUEST));
    }

    @Test
    void aCommandUnderAnothersKeyIsADeadLetter() {
        ask(LUIS.toString(), new BlockUser(ANA, LUIS, NOW));
        assertThat(records(ModerationTopics.DEAD_LETTERS.name())).hasSize(1);
        assertThat(records(Topics.MODERATION_EVENTS.name())).isEmpty();
    }

    @Test
    void aGroupsNameIsFlaggedLikeAMessage() {
        UUID chat = Ids.next();
        ChatEvent opened = new ChatOpened(chat, 1, ChatType.GROUP, List.of(ANA, LUIS), "llámame", ANA, NOW);
        partition.feed(
                Topics.CHAT_EVENTS.name(),
                chat.toString(),
                EventCodec.of(ChatEvent.class).write(opened),
                flagged(chat),
                List.of(ANA.toString()));
        ProducerRecord<String, byte[]> event =
                records(Topics.MODERATION_EVENTS.name()).getFirst();
        assertThat(EventCodec.of(ModerationEvent.class).read(event.headers(), event.value()))
                .hasValueSatisfying(flagged -> assertThat(flagged).isInstanceOfSatisfying(MessageFlagged.class, e -> {
                    assertThat(e.userId()).isEqualTo(ANA);
                    assertThat(e.messageId()).isEqualTo(chat);
                    assertThat(e.content()).isEqualTo("llámame");
                    assertThat(e.categories()).containsExactly("contact_details");
                }));
    }

    @Test
    void allRecipientsOfAMassMessageAreWarned() {
        List<UUID> messages = List.of(Ids.next(), Ids.next(), Ids.next(), Ids.next());
        unasked(messages.get(0), "Hola Ana");
        unasked(messages.get(1), "Hola Luis");
        assertThat(warned()).isEmpty();
        partition.restart();
        unasked(messages.get(2), "Hola Eva");
        assertThat(warned()).containsExactlyElementsOf(messages.subList(0, 3));
        unasked(messages.get(3), "Hola Leo");
        assertThat(warned()).containsExactly(messages.get(3));
    }

    @Test
    void aNewAccountAtItsLimitIsLimitedEverywhere() {
        opensAChat();
        partition.restart();
        assertThat(orders()).isEmpty();
        opensAChat();
        List<ProducerRecord<String, byte[]>> limits = records(Topics.CHAT_COMMANDS.name());
        assertThat(limits).extracting(ProducerRecord::partition).containsExactly(0, 1, 2);
        assertThat(limits)
                .map(ModerationPartitionTest::order)
                .containsOnly(new ApplyContactLimit(ANA, NOW.plus(Duration.ofHours(1)), NOW));
    }

    private void opensAChat() {
        UUID chat = Ids.next();
        feed(
                new ChatOpened(chat, 1, ChatType.PRIVATE, List.of(ANA, LUIS), null, ANA, NOW),
                Envelope.FIRST_CONTACTS,
                "2");
    }

    private void unasked(UUID message, String greeting) {
        feed(
                messageSent(Ids.next(), 2, 1, message, ANA)
                        .content(greeting + ", vi tu anuncio y me interesa mucho, escríbeme y hablamos del precio")
                        .at(NOW)
                        .build(),
                Envelope.UNASKED,
                "1");
    }

    /** Feeds an event of a chat, by Ana, with one header more. */
    private void feed(ChatEvent event, String header, String value) {
        EventCodec<ChatEvent> codec = EventCodec.of(ChatEvent.class);
        UUID chat = event.chatId();
        Headers headers = Envelope.describe(
                new RecordHeaders(), Ids.next() + "-0", codec.types().nameOf(event), "/it", NOW, chat);
        Envelope.put(headers, header, value);
        Envelope.put(headers, Envelope.ACTOR, ANA.toString());
        partition.feed(
                Topics.CHAT_EVENTS.name(), chat.toString(), codec.write(event), headers, List.of(ANA.toString()));
    }

    private List<UUID> warned() {
        return partition.read(Topics.CHAT_COMMANDS.name()).stream()
                .map(r -> EventCodec.of(ChatCommand.class)
                        .read(r.headers(), r.value())
                        .orElseThrow())
                .map(command -> ((WarnMessage) command).messageId())
                .toList();
    }

    @Test
    void aResolvedFlagOpensAgainWhenFlaggedAgain() {
        UUID message = Ids.next();
        FlagMessage flag = new FlagMessage(LUIS, Ids.next(), message, "call me", List.of("contact_details"), 2, NOW);
        ResolveFlag resolve = new ResolveFlag(LUIS, ANA, message, ReportOutcome.DISMISSED, null, NOW);
        ask(LUIS.toString(), resolve);
        ask(LUIS.toString(), flag);
        ask(LUIS.toString(), resolve);
        ask(LUIS.toString(), resolve);
        ask(LUIS.toString(), flag);
        ask(LUIS.toString(), resolve);
        assertThat(results())
                .extracting(result -> result instanceof ModerationResult.Refused(var _, ErrorCode code) ? code : "ok")
                .containsExactly(ErrorCode.FLAG_NOT_FOUND, "ok", "ok", ErrorCode.FLAG_NOT_FOUND, "ok", "ok");
    }

    /**
     * A reported person must stay suspendable however many report them: nothing that is kept of them grows with the
     * reports.
     */
    @Test
    void anyNumberOfOpenReportsCanBeResolved() {
        List<UUID> reports = Stream.generate(Ids::next).limit(3_000).toList();
        reports.forEach(report ->
                ask(LUIS.toString(), new ReportUser(LUIS, ANA, report, ReportCategory.SPAM, null, List.of(), NOW)));
        assertThat(partition.contents().values()).allMatch(entry -> entry.length() < 500);
        results();
        UUID moderator = Ids.next();
        ask(LUIS.toString(), new SuspendUser(LUIS, moderator, "spam", null, NOW));
        for (UUID report : List.of(reports.getFirst(), reports.getLast())) {
            ask(LUIS.toString(), new TakeReport(LUIS, moderator, report, NOW));
            ask(LUIS.toString(), new ResolveReport(LUIS, ANA, report, ReportOutcome.UPHELD, null, NOW));
            ask(LUIS.toString(), new ResolveReport(LUIS, moderator, report, ReportOutcome.UPHELD, null, NOW));
            ask(LUIS.toString(), new TakeReport(LUIS, moderator, report, NOW));
        }
        assertThat(results())
                .extracting(result -> result instanceof ModerationResult.Refused(var _, ErrorCode code) ? code : "ok")
                .containsExactly(
                        "ok",
                        "ok",
                        ErrorCode.REPORT_TAKEN,
                        "ok",
                        ErrorCode.REPORT_NOT_FOUND,
                        "ok",
                        ErrorCode.REPORT_TAKEN,
                        "ok",
                        ErrorCode.REPORT_NOT_FOUND);
    }

    @Test
    void aNewOwnerHasTheStateOfTheEvents() {
        ask(ANA.toString(), new BlockUser(ANA, LUIS, NOW));
        UUID message = Ids.next();
        ask(LUIS.toString(), new FlagMessage(LUIS, Ids.next(), message, "call me", List.of("contact_details"), 2, NOW));
        ask(LUIS.toString(), new ReportUser(LUIS, ANA, Ids.next(), ReportCategory.SPAM, null, List.of(), NOW));
        Map<String, String> before = partition.contents();
        assertThat(before.keySet())
                .as("two people, a flag and a report")
                .filteredOn(key -> !key.startsWith("enforced:"))
                .hasSize(4);

        partition.restart();
        assertThat(partition.contents()).isEqualTo(before);
        assertThat(partition.readJournal())
                .as("the events hold all of it, but how far they are published")
                .allMatch(entry -> entry.key().startsWith("enforced:"));
    }

    /** Once it was taken, a restart does not take it again, though a moderator has resolved it since. */
    @Test
    void aResolvedFlagStaysResolvedWithANewOwner() {
        UUID chat = Ids.next();
        partition.feed(
                Topics.CHAT_EVENTS.name(),
                chat.toString(),
                EventCodec.of(ChatEvent.class)
                        .write(new ChatOpened(chat, 1, ChatType.GROUP, List.of(ANA, LUIS), "llámame", ANA, NOW)),
                flagged(chat),
                List.of(ANA.toString()));
        ask(ANA.toString(), new ResolveFlag(ANA, LUIS, chat, ReportOutcome.DISMISSED, null, NOW));
        assertThat(records(Topics.MODERATION_EVENTS.name())).hasSize(2);
        partition.restart();
        assertThat(records(Topics.MODERATION_EVENTS.name())).isEmpty();
    }

    @Test
    void anEventOfAnUnknownTypeAdvancesTheVersion() {
        partition.foreignEvent(
                ANA.toString(),
                Json.bytes(Map.of("userId", ANA, "version", 5)),
                Envelope.describe(new RecordHeaders(), "x", "moderation.user-praised.v1", "/elsewhere", NOW, ANA));
        partition.restart();
        UUID command = ask(ANA.toString(), new BlockUser(ANA, LUIS, NOW));
        assertThat(results()).containsExactly(new ModerationResult.Accepted(command, 6, true));
    }

    private static Headers flagged(UUID chat) {
        Headers headers = Envelope.describe(
                new RecordHeaders(),
                Ids.next() + "-0",
                EventCodec.of(ChatEvent.class).types().nameOf(ChatOpened.class),
                "/it",
                NOW,
                chat);
        Envelope.put(headers, Envelope.MODERATION, "{\"hits\":[{\"category\":\"contact_details\",\"severity\":2}]}");
        return headers;
    }

    private UUID ask(String key, ModerationCommand command) {
        UUID id = Ids.next();
        Headers headers = Envelope.describe(
                new RecordHeaders(), id.toString(), COMMANDS.types().nameOf(command), "/it", NOW, command.userId());
        Envelope.put(headers, Envelope.ORIGIN, "moderation-7");
        Envelope.put(headers, Envelope.REPLY, Envelope.Reply.ALWAYS.name());
        partition.send(key, COMMANDS.write(command), headers);
        return id;
    }

    @Override
    public int answers(Outcome outcome, Consumer<Headers> headers) {
        if (outcome == Outcome.UNCHANGED) {
            ask(ANA.toString(), new BlockUser(ANA, LUIS, NOW));
        }
        ModerationCommand command = new BlockUser(ANA, outcome == Outcome.REFUSED ? ANA : LUIS, NOW);
        Headers sent = Envelope.describe(
                new RecordHeaders(), Ids.next().toString(), COMMANDS.types().nameOf(command), "/it", NOW, ANA);
        headers.accept(sent);
        partition.send(ANA.toString(), COMMANDS.write(command), sent);
        return (int) records(ModerationTopics.RESULTS.name()).stream()
                .filter(answer -> answer.key().equals(ASKER))
                .count();
    }

    @Test
    void commandsWithoutReplyGetNoEnforcementAnswers() {
        answers(Outcome.EVENT, headers -> {
            Envelope.put(headers, Envelope.ORIGIN, ASKER);
            Envelope.put(headers, Envelope.REPLY, Envelope.Reply.NONE.name());
        });

        assertThat(records(Topics.CHAT_COMMANDS.name()))
                .hasSize(ENFORCERS)
                .allSatisfy(order -> assertThat(Envelope.text(order.headers(), Envelope.REPLY))
                        .isEqualTo("NONE"));
    }

    private List<EnforcementCommand> orders() {
        return records(Topics.CHAT_COMMANDS.name()).stream()
                .map(ModerationPartitionTest::order)
                .toList();
    }

    private static EnforcementCommand order(ProducerRecord<String, byte[]> record) {
        return EventCodec.of(EnforcementCommand.class)
                .read(record.headers(), record.value())
                .orElseThrow();
    }

    private List<ModerationResult> results() {
        return records(ModerationTopics.RESULTS.name()).stream()
                .map(r -> EventCodec.of(ModerationResult.class)
                        .read(r.headers(), r.value())
                        .orElseThrow())
                .toList();
    }

    private List<ProducerRecord<String, byte[]>> records(String topic) {
        return partition.read(topic);
    }
}
