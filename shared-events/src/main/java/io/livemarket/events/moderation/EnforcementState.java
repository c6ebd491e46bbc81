package io.livemarket.events.moderation;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A suspension or block in force, without its cause, except for the reason that the suspended user is shown. The topic
 * is compacted: it keeps the newest record of each key, and a tombstone ends the state of its key. Records of one user
 * are in one partition, in order.
 */
public sealed interface EnforcementState {

    /** The key of the record. */
    String key();

    /**
     * This user may not log in, and is disconnected.
     *
     * @param version of the user in {@code moderation.events} from which the state follows; of two records the one with
     *     the greater version holds
     * @param reason the text for the user
     * @param until the time at which the suspension ends; absent for a suspension for ever
     */
    @EventType("moderation.suspension-in-force.v1")
    record SuspensionInForce(
            UUID userId,
            long version,
            String reason,
            @Nullable Instant until) implements EnforcementState {
        @Override
        public String key() {
            return EnforcementKey.ofSuspension(userId).text();
        }
    }

    /**
     * Nothing of the blocked user reaches this user: no message, no typing, no presence.
     *
     * @param version of the user in {@code moderation.events} from which the state follows; of two records the one with
     *     the greater version holds
     */
    @EventType("moderation.block-in-force.v1")
    record BlockInForce(UUID userId, long version, UUID blockedUserId) implements EnforcementState {
        @Override
        public String key() {
            return EnforcementKey.ofBlock(userId, blockedUserId).text();
        }
    }

    /**
     * This partition holds every state that follows from the events before an offset of {@code moderation.events}.
     *
     * @param eventsTopic the id that the cluster gave to the topic of the events
     * @param partition the number of the partition of the events, and of this record
     * @param upTo the first offset that may not be covered
     */
    @EventType("moderation.enforcement-complete.v1")
    record EnforcementComplete(String eventsTopic, int partition, long upTo) implements EnforcementState {

        /** The key, which each partition has once. */
        public static final String KEY = "complete";

        @Override
        public String key() {
            return KEY;
        }
    }
}
