package io.livemarket.events.presence;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A changed profile, for the users in the record's audience; the user id is the partition key. A notice may be lost:
 * profiles can be asked for.
 */
public sealed interface ProfileNotice {

    UUID userId();

    /**
     * The public profile of a user is now this, and these users may be notified of it: the user, and chat partners
     * without a block.
     *
     * @param deleted true where the user deleted the account, and {@code username} is what to show instead of a name;
     *     else null
     */
    @EventType("presence.profile-shown.v1")
    record ProfileShown(UUID userId, String username, @Nullable String avatarUrl, Instant at, @Nullable Boolean deleted)
            implements ProfileNotice {

        /** The profile of an account that is there. */
        public ProfileShown(UUID userId, String username, @Nullable String avatarUrl, Instant at) {
            this(userId, username, avatarUrl, at, null);
        }
    }
}
