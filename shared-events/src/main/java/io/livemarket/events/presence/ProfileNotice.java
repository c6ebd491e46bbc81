package io.livemarket.events.presence;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A changed profile, for the users in the record's audience; the user id is the partition key. A notice may be lost:
 * clients can ask for profiles.
 */
public sealed interface ProfileNotice {

    UUID userId();

    /**
     * The public profile of a user changed, and the users of the audience may be notified of it: the user, and chat
     * partners without a block.
     *
     * @param deleted true where the user deleted the account, and {@code username} is the text in place of a name; else
     *     absent
     */
    @EventType("presence.profile-shown.v1")
    record ProfileShown(
            UUID userId,
            String username,
            @Nullable String avatarUrl,
            Instant at,
            @Nullable Boolean deleted) implements ProfileNotice {

        /** The profile of an account that exists. */
        public ProfileShown(UUID userId, String username, @Nullable String avatarUrl, Instant at) {
            this(userId, username, avatarUrl, at, null);
        }
    }
}
