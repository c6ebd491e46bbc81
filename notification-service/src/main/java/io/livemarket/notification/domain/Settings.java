package io.livemarket.notification.domain;

import io.livemarket.events.notifications.NotificationPreferences;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The notification settings of a user, for all chats.
 *
 * @param blocked users whose messages raise no notification for this user
 * @param forgotten true once the user deleted the account: nothing is kept, raised or pushed any more; absent otherwise
 */
public record Settings(
        NotificationPreferences preferences,
        Set<UUID> blocked,
        @Nullable Boolean forgotten) {

    /** The settings of a user who has changed none. */
    public static final Settings DEFAULT = new Settings(NotificationPreferences.DEFAULT, Set.of());

    /** The settings of a deleted account. */
    public static final Settings FORGOTTEN = new Settings(NotificationPreferences.DEFAULT, Set.of(), true);

    public Settings(NotificationPreferences preferences, Set<UUID> blocked) {
        this(preferences, blocked, null);
    }

    /** Whether the user deleted the account. */
    public boolean hasLeft() {
        return Boolean.TRUE.equals(forgotten);
    }

    public Settings prefer(NotificationPreferences newPreferences) {
        return new Settings(newPreferences, blocked);
    }

    public Settings block(UUID userId) {
        Set<UUID> more = new TreeSet<>(blocked);
        more.add(userId);
        return new Settings(preferences, more);
    }

    public Settings unblock(UUID userId) {
        Set<UUID> fewer = new TreeSet<>(blocked);
        fewer.remove(userId);
        return new Settings(preferences, fewer);
    }
}
