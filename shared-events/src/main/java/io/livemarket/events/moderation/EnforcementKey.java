package io.livemarket.events.moderation;

import io.livemarket.events.Ids;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The thing that a record of the enforcement is about: whether a user is suspended, or whether a user blocks another.
 *
 * @param blockedUserId the other user of a block; null for a suspension
 */
public record EnforcementKey(UUID userId, @Nullable UUID blockedUserId) {

    private static final String SUSPENSION = ":suspension";
    private static final String BLOCK = ":block:";

    public static EnforcementKey ofSuspension(UUID userId) {
        return new EnforcementKey(userId, null);
    }

    public static EnforcementKey ofBlock(UUID userId, UUID blockedUserId) {
        return new EnforcementKey(userId, blockedUserId);
    }

    /** The key that an event changes the state of; empty for an event that changes nothing that is enforced. */
    public static Optional<EnforcementKey> of(ModerationEvent event) {
        return Optional.ofNullable(
                switch (event) {
                    case ModerationEvent.UserBlocked e -> ofBlock(e.userId(), e.blockedUserId());
                    case ModerationEvent.UserUnblocked e -> ofBlock(e.userId(), e.unblockedUserId());
                    case ModerationEvent.UserSuspended e -> ofSuspension(e.userId());
                    case ModerationEvent.SuspensionLifted e -> ofSuspension(e.userId());
                    case ModerationEvent.UserReported _,
                            ModerationEvent.ReportTaken _,
                            ModerationEvent.ReportAnnotated _,
                            ModerationEvent.ReportResolved _,
                            ModerationEvent.UserWarned _,
                            ModerationEvent.MessageFlagged _,
                            ModerationEvent.FlagResolved _,
                            ModerationEvent.EvidenceViewed _,
                            ModerationEvent.RiskRaised _ -> null;
                });
    }

    /** The key of a text; empty for a text of another form, which a newer version may write. */
    public static Optional<EnforcementKey> parse(@Nullable String text) {
        if (text == null || text.length() <= Ids.CANONICAL_LENGTH) {
            return Optional.empty();
        }
        Optional<UUID> user = Ids.parse(text.substring(0, Ids.CANONICAL_LENGTH));
        String rest = text.substring(Ids.CANONICAL_LENGTH);
        if (rest.equals(SUSPENSION)) {
            return user.map(EnforcementKey::ofSuspension);
        }
        Optional<UUID> other = rest.startsWith(BLOCK) ? Ids.parse(rest.substring(BLOCK.length())) : Optional.empty();
        return user.flatMap(by -> other.map(of -> ofBlock(by, of)));
    }

    public boolean isOfSuspension() {
        return blockedUserId == null;
    }

    /** The key as it is written. */
    public String text() {
        return isOfSuspension() ? userId + SUSPENSION : userId + BLOCK + blockedUserId;
    }
}
