package io.livemarket.events.moderation;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A suspension or block in force, without its cause but for the reason that the suspended user is shown. The topic is
 * compacted: it keeps the newest record of each key, and a record without a value ends the state of its key. Records of
 * one user are in one partition, in order.
 */
public sealed interface EnforcementState {

    /** The key of the record. */
    String key();

    /**
     * This user may not log in, and is disconnected.
     *
     * @param version of the user in {@code moderation.events} that the state follows from; of two records the one with
     *     the greater version holds
     * @param reason in words for the user
     * @param until when it ends by itself; null for never
     */
    @EventType("moderation.suspension-in-force.v1")
    record SuspensionInForce(UUID userId, long version, String reason, @Nullable Instant until) implements EnforcementState {
        @Override
        public String key() {
            return EnforcementKey.ofSuspension(userId).text();
        }
    }

    /**
     * This user neither hears nor sees anything of the blocked one.
     *
     * @param version as that of a suspension
     */
    @EventType("moderation.block-in-force.v1")
    record BlockInForce(UUID userId, long version, UUID blockedUserId) implements EnforcementState {
        @Override
        public String key() {
            return EnforcementKey.ofBlock(userId, blockedUserId).text();
        }
    }

    /**
     * This partition holds all that follows from the events before an offset of {@code moderation.events}.
     *
     * @param eventsTopic the id that the cluster gave to the topic of the events
     * @param partition of the events, and of this record
     * @param upTo the first offset that is not covered for certain
     */
    @EventType("moderation.enforcement-complete.v1")
    record EnforcementComplete(String eventsTopic, int partition, long upTo) implements EnforcementState {

        /** The key, one for each partition. */
        public static final String KEY = "complete";

        @Override
        public String key() {
            return KEY;
        }
    }
}
