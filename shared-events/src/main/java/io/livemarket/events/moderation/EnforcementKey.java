package io.livemarket.events.moderation;

import io.livemarket.events.Ids;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The key of a record in {@code moderation.enforcement}: the suspension of a user, or the block of one user by another.
 *
 * @param userId the user who is suspended, or who blocks
 * @param blockedUserId the user who is blocked; absent for a suspension
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

    /** The key whose state an event changes; empty for an event without a state in force. */
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
                            ModerationEvent.AppealMade _,
                            ModerationEvent.AppealAnswered _,
                            ModerationEvent.MessageFlagged _,
                            ModerationEvent.FlagResolved _,
                            ModerationEvent.EvidenceViewed _,
                            ModerationEvent.RiskRaised _ -> null;
                });
    }

    /** The key in a text; empty for a text of another form, which a later version may write. */
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

    /** The text of the key on the wire. */
    public String text() {
        return isOfSuspension() ? userId + SUSPENSION : userId + BLOCK + blockedUserId;
    }
}
