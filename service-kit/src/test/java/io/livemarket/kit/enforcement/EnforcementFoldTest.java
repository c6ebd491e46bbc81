package io.livemarket.kit.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.livemarket.events.moderation.ModerationEvent.UserSuspended;
import io.livemarket.events.moderation.ModerationEvent.UserUnblocked;
import io.livemarket.events.moderation.ModerationEvent.UserWarned;
import io.livemarket.kit.enforcement.EnforcementChange.Blocked;
import io.livemarket.kit.enforcement.EnforcementChange.Suspended;
import io.livemarket.kit.enforcement.EnforcementChange.SuspensionEnded;
import io.livemarket.kit.enforcement.EnforcementChange.Unblocked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The latest enforcement counts, in any order of the two topics. */
class EnforcementFoldTest {

    private static final EventCodec<ModerationEvent> EVENTS = EventCodec.of(ModerationEvent.class);
    private static final EventCodec<EnforcementState> STATES = EventCodec.of(EnforcementState.class);
    private static final UUID ANA = new UUID(1, 1);
    private static final UUID LUIS = new UUID(2, 2);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final List<EnforcementChange> changes = new ArrayList<>();
    private final EnforcementFold suspensions = new EnforcementFold(EnforcementKind.SUSPENSIONS, changes::add);
    private final EnforcementFold blocks = new EnforcementFold(EnforcementKind.BLOCKS, changes::add);

    private static ConsumerRecord<String, byte[]> event(ModerationEvent event) {
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>("e", 0, 0, event.userId().toString(), EVENTS.write(event));
        Envelope.put(record.headers(), Envelope.TYPE, EVENTS.types().nameOf(event));
        return record;
    }

    private static ConsumerRecord<String, byte[]> state(EnforcementState state) {
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>("s", 0, 0, state.key(), STATES.write(state));
        Envelope.put(record.headers(), Envelope.TYPE, STATES.types().nameOf(state));
        return record;
    }

    private static ConsumerRecord<String, byte[]> end(EnforcementKey key, Long version) {
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>("s", 0, 0, key.text(), null);
        Envelope.put(record.headers(), Envelope.VERSION, version == null ? null : version.toString());
        return record;
    }

    @Test
    void aReaderOfSuspensionsTakesThoseAlone() {
        suspensions.state(state(new BlockInForce(ANA, 1, LUIS)));
        suspensions.event(event(new UserBlocked(ANA, 1, LUIS, NOW)));
        suspensions.state(state(new SuspensionInForce(ANA, 2, "spam", NOW)));
        suspensions.state(end(EnforcementKey.ofSuspension(ANA), 3L));
        assertThat(changes).containsExactly(new Suspended(ANA, "spam", NOW), new SuspensionEnded(ANA));
    }

    @Test
    void aReaderOfBlocksTakesThoseAlone() {
        blocks.state(state(new SuspensionInForce(ANA, 1, "spam", NOW)));
        blocks.event(event(new UserSuspended(ANA, 1, LUIS, "spam", null, NOW)));
        blocks.state(state(new BlockInForce(ANA, 2, LUIS)));
        blocks.state(end(EnforcementKey.ofBlock(ANA, LUIS), 3L));
        assertThat(changes).containsExactly(new Blocked(ANA, LUIS), new Unblocked(ANA, LUIS));
    }

    /** An earlier version suspended, this version ended it, and the reader is late with the events. */
    @Test
    void aLateEventDoesNotUndoANewerState() {
        suspensions.state(end(EnforcementKey.ofSuspension(ANA), 6L));
        suspensions.event(event(new UserSuspended(ANA, 5, LUIS, "spam", null, NOW)));
        assertThat(changes).containsExactly(new SuspensionEnded(ANA));
        suspensions.event(event(new SuspensionLifted(ANA, 6, LUIS, "x", NOW)));
        assertThat(changes).hasSize(1);
    }

    @Test
    void aLateStateDoesNotUndoANewerEvent() {
        blocks.event(event(new UserBlocked(ANA, 1, LUIS, NOW)));
        blocks.event(event(new UserUnblocked(ANA, 2, LUIS, NOW)));
        blocks.state(state(new BlockInForce(ANA, 1, LUIS)));
        assertThat(changes).last().isEqualTo(new Unblocked(ANA, LUIS));
        assertThat(blocks.size()).isZero();
    }

    /**
     * Versions of a user, each in one topic, in the other or in both: however the two are interleaved, the last one
     * holds.
     */
    @Test
    void anyInterleavingEndsInTheSameState() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            List<Runnable> states = new ArrayList<>();
            List<Runnable> events = new ArrayList<>();
            Set<EnforcementChange> inForce = new HashSet<>();
            EnforcementFold fold = new EnforcementFold(EnforcementKind.BLOCKS, change -> {
                switch (change) {
                    case Blocked b -> inForce.add(b);
                    case Unblocked u -> inForce.remove(new Blocked(u.userId(), u.blockedUserId()));
                    default -> throw new AssertionError(change);
                }
            });
            boolean last = false;
            for (long version = 1; version <= 12; version++) {
                boolean blocked = random.nextBoolean();
                long at = version;
                boolean former = random.nextInt(3) == 0;
                events.add(() -> fold.event(
                        event(blocked ? new UserBlocked(ANA, at, LUIS, NOW) : new UserUnblocked(ANA, at, LUIS, NOW))));
                if (!former) {
                    states.add(() -> fold.state(
                            blocked
                                    ? state(new BlockInForce(ANA, at, LUIS))
                                    : end(EnforcementKey.ofBlock(ANA, LUIS), at)));
                }
                last = blocked;
            }
            while (!states.isEmpty() || !events.isEmpty()) {
                boolean first = events.isEmpty() || !states.isEmpty() && random.nextBoolean();
                (first ? states : events).removeFirst().run();
            }
            assertThat(inForce).as("seed %d", seed).hasSize(last ? 1 : 0);
        }
    }

    @Test
    void casesAreNotLookedAt() {
        ConsumerRecord<String, byte[]> unreadable = new ConsumerRecord<>("e", 0, 0, ANA.toString(), new byte[] {'{'});
        Envelope.put(unreadable.headers(), Envelope.TYPE, EVENTS.types().nameOf(UserWarned.class));
        suspensions.event(unreadable);
        suspensions.state(end(EnforcementKey.ofBlock(ANA, LUIS), 1L));
        suspensions.state(new ConsumerRecord<>("s", 0, 0, "a-key-of-a-newer-version", null));
        assertThat(changes).isEmpty();
    }

    @Test
    void anEndWithoutAVersionEndsTheState() {
        suspensions.state(state(new SuspensionInForce(ANA, 7, "spam", null)));
        suspensions.state(end(EnforcementKey.ofSuspension(ANA), null));
        assertThat(changes).last().isEqualTo(new SuspensionEnded(ANA));
    }

    @Test
    void eventsAreReadFromTheMarkOfTheirTopic() {
        assertThat(suspensions.covered("here")).isEmpty();
        suspensions.state(state(new EnforcementComplete("here", 0, 10)));
        suspensions.state(state(new EnforcementComplete("here", 0, 25)));
        suspensions.state(state(new EnforcementComplete("elsewhere", 1, 99)));
        assertThat(suspensions.covered("here"))
                .isEqualTo(Map.of(new TopicPartition(Topics.MODERATION_EVENTS.name(), 0), 25L));
    }

    /** States that ended are remembered for late records only, and not for ever. */
    @Test
    void endedStatesAreRememberedUpToALimit() {
        for (int i = 0; i < EnforcementFold.ENDED_KEPT + 100; i++) {
            UUID other = new UUID(9, i);
            blocks.state(state(new BlockInForce(ANA, 2L * i + 1, other)));
            blocks.state(end(EnforcementKey.ofBlock(ANA, other), 2L * i + 2));
        }
        assertThat(blocks.size()).isZero();
        assertThat(blocks.remembered()).isEqualTo(EnforcementFold.ENDED_KEPT);
    }
}
