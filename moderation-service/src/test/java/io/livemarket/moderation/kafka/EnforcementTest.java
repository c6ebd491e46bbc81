package io.livemarket.moderation.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Ids;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.moderation.EnforcementKey;
import io.livemarket.events.moderation.EnforcementState;
import io.livemarket.events.moderation.EnforcementState.BlockInForce;
import io.livemarket.events.moderation.EnforcementState.EnforcementComplete;
import io.livemarket.events.moderation.EnforcementState.SuspensionInForce;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.SuspensionLifted;
import io.livemarket.events.moderation.ModerationEvent.UserBlocked;
import io.livemarket.events.moderation.ModerationEvent.UserReported;
import io.livemarket.events.moderation.ModerationEvent.UserSuspended;
import io.livemarket.events.moderation.ModerationEvent.UserUnblocked;
import io.livemarket.events.moderation.ReportCategory;
import io.livemarket.kit.engine.SimulatedPartition;
import io.livemarket.moderation.content.MassMessages;
import io.livemarket.moderation.domain.ModerationCommand;
import io.livemarket.moderation.domain.ModerationCommand.BlockUser;
import io.livemarket.moderation.domain.ModerationCommand.LiftSuspension;
import io.livemarket.moderation.domain.ModerationCommand.ReportUser;
import io.livemarket.moderation.domain.ModerationCommand.SuspendUser;
import io.livemarket.moderation.domain.ModerationCommand.UnblockUser;
import io.livemarket.moderation.domain.ModerationCommand.WarnUser;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** States are published with the events that they follow from, and once for the events of earlier versions. */
class EnforcementTest {

    private static final UUID ANA = Ids.next();
    private static final UUID LUIS = Ids.next();
    private static final UUID MOD = Ids.next();
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final EventCodec<ModerationCommand> COMMANDS = EventCodec.of(ModerationCommand.class);
    private static final EventCodec<ModerationEvent> EVENTS = EventCodec.of(ModerationEvent.class);
    private static final EventCodec<EnforcementState> STATES = EventCodec.of(EnforcementState.class);

    private EnforcedTopics topics = new EnforcedTopics("events", "enforcement");
    private final SimulatedPartition partition = new SimulatedPartition(
            ModerationTopics.COMMANDS,
            Topics.MODERATION_EVENTS,
            (number, state) -> new ModerationPartition(
                    number,
                    state,
                    new ModerationPartition.Environment(
                            _ -> true,
                            () -> 1,
                            () -> topics,
                            new MassMessages(10, Duration.ofHours(1)),
                            new SimpleMeterRegistry())),
            NOW);

    private void ask(ModerationCommand command) {
        Headers headers = Envelope.describe(
                new RecordHeaders(),
                Ids.next().toString(),
                COMMANDS.types().nameOf(command),
                "/it",
                NOW,
                command.userId());
        partition.send(command.userId().toString(), COMMANDS.write(command), headers);
    }

    /** Appends an event as an earlier version does. */
    private void formerly(ModerationEvent event) {
        partition.foreignEvent(
                event.userId().toString(),
                EVENTS.write(event),
                Envelope.describe(
                        new RecordHeaders(),
                        "x",
                        EVENTS.types().nameOf(event),
                        "/moderation-service",
                        NOW,
                        event.userId()));
    }

    private List<ProducerRecord<String, byte[]>> published() {
        partition.advance(Duration.ofMillis(200));
        return partition.read(Topics.MODERATION_ENFORCEMENT.name());
    }

    /** The states of records, null for ends. */
    private static List<EnforcementState> states(List<ProducerRecord<String, byte[]>> records) {
        return records.stream()
                .map(r -> r.value() == null
                        ? null
                        : STATES.read(r.headers(), r.value()).orElseThrow())
                .toList();
    }

    private void restart() {
        partition.restart();
    }

    @Test
    void aNewPartitionIsCompleteFromItsBeginning() {
        assertThat(states(published())).containsExactly(new EnforcementComplete("events", 0, 0));
        restart();
        assertThat(published()).isEmpty();
    }

    @Test
    void aStateIsPublishedWithItsEventUntilItsTombstone() {
        published();
        ask(new BlockUser(ANA, LUIS, NOW));
        ask(new SuspendUser(LUIS, MOD, "spam", NOW.plusSeconds(60), NOW));
        List<ProducerRecord<String, byte[]>> begun = published();
        assertThat(states(begun))
                .containsExactly(
                        new BlockInForce(ANA, 1, LUIS), new SuspensionInForce(LUIS, 1, "spam", NOW.plusSeconds(60)));
        assertThat(begun).extracting(ProducerRecord::partition).containsOnly(0);
        assertThat(partition.read(Topics.MODERATION_EVENTS.name()))
                .hasSize(2)
                .allMatch(event -> "1".equals(Envelope.text(event.headers(), Envelope.ENFORCED)));

        ask(new UnblockUser(ANA, LUIS, NOW));
        ask(new LiftSuspension(LUIS, MOD, "a mistake", NOW));
        List<ProducerRecord<String, byte[]>> ended = published();
        assertThat(ended)
                .extracting(ProducerRecord::key)
                .containsExactlyElementsOf(
                        begun.stream().map(ProducerRecord::key).toList());
        assertThat(ended)
                .allMatch(end -> end.value() == null && "2".equals(Envelope.text(end.headers(), Envelope.VERSION)));
    }

    /** The enforcement topic has no report, no moderator and no warning. */
    @Test
    void casesAreNotPublished() {
        published();
        ask(new ReportUser(LUIS, ANA, Ids.next(), ReportCategory.SPAM, "a secret", List.of(), NOW));
        ask(new WarnUser(LUIS, MOD, "a warning", NOW));
        assertThat(published()).isEmpty();
        assertThat(partition.read(Topics.MODERATION_EVENTS.name()))
                .allMatch(event -> event.headers().lastHeader(Envelope.ENFORCED) == null);
        ask(new SuspendUser(LUIS, MOD, "spam", null, NOW));
        ProducerRecord<String, byte[]> suspension = published().getFirst();
        assertThat(new String(suspension.value(), StandardCharsets.UTF_8))
                .doesNotContain(MOD.toString(), "secret", "warning");
        assertThat(suspension.headers().toArray())
                .extracting(header -> header.key())
                .doesNotContain(Envelope.ACTOR);
    }

    @Test
    void statesOfAnEarlierVersionArePublishedBeforeTheMark() {
        formerly(new UserBlocked(ANA, 1, LUIS, NOW));
        formerly(new UserBlocked(ANA, 2, MOD, NOW));
        formerly(new UserUnblocked(ANA, 3, MOD, NOW));
        formerly(new UserReported(LUIS, 1, Ids.next(), ANA, ReportCategory.SPAM, null, List.of(), NOW));
        formerly(new UserSuspended(LUIS, 2, MOD, "spam", null, NOW));
        formerly(new UserSuspended(MOD, 1, ANA, "long ago", NOW.minusSeconds(1), NOW.minusSeconds(60)));
        restart();
        List<ProducerRecord<String, byte[]>> published = published();
        assertThat(states(published))
                .contains(new BlockInForce(ANA, 3, LUIS), new SuspensionInForce(LUIS, 2, "spam", null))
                .last()
                .isEqualTo(new EnforcementComplete("events", 0, 6));
        assertThat(published)
                .filteredOn(r -> r.key().equals(EnforcementKey.ofBlock(ANA, MOD).text()))
                .allMatch(r -> r.value() == null);

        restart();
        assertThat(states(published()))
                .as("an owner whose local state was lost")
                .containsExactly(new EnforcementComplete("events", 0, 6));
    }

    /**
     * During a rolling upgrade a partition goes to an instance of this version, back to an earlier one, and to this
     * version again.
     */
    @Test
    void theNextOwnerPublishesAnEarlierVersionsDecisions() {
        published();
        ask(new BlockUser(ANA, LUIS, NOW));
        ask(new BlockUser(ANA, MOD, NOW));
        published();
        formerly(new UserUnblocked(ANA, 3, LUIS, NOW));
        formerly(new UserSuspended(LUIS, 1, MOD, "spam", null, NOW));
        formerly(new SuspensionLifted(LUIS, 2, MOD, "a mistake", NOW));
        formerly(new UserSuspended(LUIS, 3, MOD, "after all", null, NOW));
        restart();
        List<ProducerRecord<String, byte[]>> published = published();
        assertThat(published)
                .extracting(ProducerRecord::key)
                .containsExactlyInAnyOrder(
                        EnforcementKey.ofBlock(ANA, LUIS).text(),
                        EnforcementKey.ofSuspension(LUIS).text(),
                        EnforcementComplete.KEY);
        assertThat(states(published))
                .contains(null, new SuspensionInForce(LUIS, 3, "after all", null))
                .last()
                .isEqualTo(new EnforcementComplete("events", 0, 6));
    }

    @Test
    void aNewTopicGetsAllStatesInForce() {
        published();
        ask(new BlockUser(ANA, LUIS, NOW));
        ask(new BlockUser(ANA, MOD, NOW));
        ask(new UnblockUser(ANA, MOD, NOW));
        published();
        topics = new EnforcedTopics("events", "another");
        restart();
        assertThat(states(published()))
                .containsExactly(new BlockInForce(ANA, 3, LUIS), new EnforcementComplete("events", 0, 3));
    }

    @Test
    void theMarkFollowsTheEventsClosely() {
        published();
        for (int i = 0; i <= Enforcement.MARK_EVERY + 5; i++) {
            ask(new WarnUser(LUIS, MOD, "x", NOW));
        }
        assertThat(states(published())).containsExactly(new EnforcementComplete("events", 0, Enforcement.MARK_EVERY));
    }

    @Test
    void aLargeTakeOverIsPublishedInSlicesAmongCommands() {
        List<UUID> users =
                Stream.generate(Ids::next).limit(3L * Enforcement.SLICE + 7).toList();
        users.forEach(user -> formerly(new UserBlocked(user, 1, LUIS, NOW)));
        restart();
        ask(new BlockUser(ANA, LUIS, NOW));
        assertThat(partition.read(Topics.MODERATION_ENFORCEMENT.name()).size())
                .isLessThanOrEqualTo(Enforcement.SLICE + 1);
        List<EnforcementState> rest = states(published());
        assertThat(rest).last().isInstanceOf(EnforcementComplete.class);
        assertThat(rest).filteredOn(EnforcementComplete.class::isInstance).hasSize(1);
        restart();
        assertThat(states(published())).singleElement().isInstanceOf(EnforcementComplete.class);
        assertThat(partition.contents().keySet()).noneMatch(key -> key.startsWith("unpublished:"));
    }
}
