package io.livemarket.moderation.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.EnforcementCommand;
import io.livemarket.events.chat.EnforcementCommand.ApplyBlock;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.MessageFlagged;
import io.livemarket.events.moderation.ModerationEvent.UserBlocked;
import io.livemarket.events.moderation.ReportOutcome;
import io.livemarket.kit.testing.ReplyPolicyContract;
import io.livemarket.moderation.domain.ModerationCommand;
import io.livemarket.moderation.domain.ModerationCommand.BlockUser;
import io.livemarket.moderation.domain.ModerationCommand.FlagMessage;
import io.livemarket.moderation.domain.ModerationCommand.ResolveFlag;
import io.livemarket.moderation.domain.ModerationResult;
import java.nio.file.Path;
import java.time.Instant;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModerationTopologyTest implements ReplyPolicyContract {

    private static final UUID ANA = Ids.next();
    private static final UUID LUIS = Ids.next();
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final EventCodec<ModerationCommand> COMMANDS = EventCodec.of(ModerationCommand.class);

    @TempDir
    Path state;
    private TopologyTestDriver driver;
    private TestInputTopic<String, byte[]> commands;

    @BeforeEach
    void start() {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "moderation");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        driver = new TopologyTestDriver(ModerationTopology.build(new SimpleMeterRegistry()), config, NOW);
        commands = driver.createInputTopic(
                ModerationTopics.COMMANDS.name(), new StringSerializer(), new ByteArraySerializer());
        TestInputTopic<String, byte[]> users = driver.createInputTopic(
                Topics.USERS_EVENTS.name(), new StringSerializer(), new ByteArraySerializer());
        users.pipeInput(ANA.toString(), new byte[] {'{', '}'});
        users.pipeInput(LUIS.toString(), new byte[] {'{', '}'});
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void aBlockIsAFactAnAnswerAndAnOrderToEnforceIt() {
        UUID command = ask(ANA.toString(), new BlockUser(ANA, LUIS, NOW));
        TestRecord<String, byte[]> event = records(Topics.MODERATION_EVENTS.name()).getFirst();
        assertThat(EventCodec.of(ModerationEvent.class).read(event.headers(), event.value()))
                .contains(new UserBlocked(ANA, 1, LUIS, NOW));
        assertThat(Envelope.id(event.headers(), Envelope.ACTOR)).isEqualTo(ANA);
        assertThat(orders()).containsExactly(new ApplyBlock(ANA, LUIS, true, NOW));
        assertThat(results()).containsExactly(new ModerationResult.Accepted(command, 1, true));
    }

    @Test
    void aRepeatedBlockIsNoFactButIsEnforcedAgainForTheOneWhoWaits() {
        ask(ANA.toString(), new BlockUser(ANA, LUIS, NOW));
        orders();
        UUID again = ask(ANA.toString(), new BlockUser(ANA, LUIS, NOW));
        assertThat(records(Topics.MODERATION_EVENTS.name())).hasSize(1);
        assertThat(orders()).containsExactly(new ApplyBlock(ANA, LUIS, true, NOW));
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
    void theNameOfAGroupIsFlaggedAsAMessageIs() {
        UUID chat = Ids.next();
        ChatEvent opened = new ChatOpened(chat, 1, ChatType.GROUP, List.of(ANA, LUIS), "llámame", ANA, NOW);
        Headers headers = Envelope.describe(new RecordHeaders(), Ids.next() + "-0",
                EventCodec.of(ChatEvent.class).types().nameOf(opened), "/it", NOW, chat);
        Envelope.put(headers, Envelope.MODERATION, "{\"hits\":[{\"category\":\"contact_details\",\"severity\":2}]}");
        driver.createInputTopic(Topics.CHAT_EVENTS.name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(chat.toString(), EventCodec.of(ChatEvent.class).write(opened), headers, NOW));
        TestRecord<String, byte[]> event = records(Topics.MODERATION_EVENTS.name()).getFirst();
        assertThat(EventCodec.of(ModerationEvent.class).read(event.headers(), event.value()))
                .hasValueSatisfying(flagged -> assertThat(flagged).isInstanceOfSatisfying(MessageFlagged.class, e -> {
                    assertThat(e.userId()).isEqualTo(ANA);
                    assertThat(e.messageId()).isEqualTo(chat);
                    assertThat(e.content()).isEqualTo("llámame");
                    assertThat(e.categories()).containsExactly("contact_details");
                }));
    }

    @Test
    void aFlagIsResolvedOnceAndIsOpenAgainWhenItsMessageIsFlaggedAgain() {
        UUID message = Ids.next();
        FlagMessage flag = new FlagMessage(LUIS, Ids.next(), message, "call me", List.of("contact_details"), 2, NOW);
        ResolveFlag resolve = new ResolveFlag(LUIS, ANA, message, ReportOutcome.DISMISSED, null, NOW);
        ask(LUIS.toString(), resolve);
        ask(LUIS.toString(), flag);
        ask(LUIS.toString(), resolve);
        ask(LUIS.toString(), resolve);
        ask(LUIS.toString(), flag);
        ask(LUIS.toString(), resolve);
        assertThat(results()).extracting(result -> result instanceof ModerationResult.Refused(_, ErrorCode code) ? code : "ok")
                .containsExactly(ErrorCode.FLAG_NOT_FOUND, "ok", "ok", ErrorCode.FLAG_NOT_FOUND, "ok", "ok");
    }

    private UUID ask(String key, ModerationCommand command) {
        UUID id = Ids.next();
        Headers headers = Envelope.describe(new RecordHeaders(), id.toString(), COMMANDS.types().nameOf(command), "/it", NOW,
                command.userId());
        Envelope.put(headers, Envelope.ORIGIN, "moderation-7");
        Envelope.put(headers, Envelope.REPLY, Envelope.Reply.ALWAYS.name());
        commands.pipeInput(new TestRecord<>(key, COMMANDS.write(command), headers, NOW));
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
        commands.pipeInput(new TestRecord<>(ANA.toString(), COMMANDS.write(command), sent, NOW));
        return (int) records(ModerationTopics.RESULTS.name()).stream()
                .filter(answer -> answer.key().equals(ASKER)).count();
    }

    @Test
    void whoWantsNoAnswerGetsNoneFromThePartitionsThatEnforceEither() {
        answers(Outcome.EVENT, headers -> {
            Envelope.put(headers, Envelope.ORIGIN, ASKER);
            Envelope.put(headers, Envelope.REPLY, Envelope.Reply.NONE.name());
        });

        assertThat(records(Topics.CHAT_COMMANDS.name())).singleElement().satisfies(order ->
                assertThat(Envelope.text(order.headers(), Envelope.REPLY)).isEqualTo("NONE"));
    }

    private List<EnforcementCommand> orders() {
        return records(Topics.CHAT_COMMANDS.name()).stream()
                .map(r -> EventCodec.of(EnforcementCommand.class).read(r.headers(), r.value()).orElseThrow()).toList();
    }

    private List<ModerationResult> results() {
        return records(ModerationTopics.RESULTS.name()).stream()
                .map(r -> EventCodec.of(ModerationResult.class).read(r.headers(), r.value()).orElseThrow()).toList();
    }

    private List<TestRecord<String, byte[]>> records(String topic) {
        return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer()).readRecordsToList();
    }
}
