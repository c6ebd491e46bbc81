package io.livemarket.moderation.domain;

import io.livemarket.events.moderation.AppealedDecision;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A moderator's decision about a user, and the appeal against it.
 *
 * @param version the version of the event of the decision
 * @param appeal absent until the user appeals
 */
public record Decided(
        long version,
        AppealedDecision kind,
        UUID moderatorId,
        @Nullable Appeal appeal) {

    /** @param answered whether a moderator answered it */
    public record Appeal(UUID id, Instant at, boolean answered) {}

    Decided appealed(UUID appealId, Instant at) {
        return new Decided(version, kind, moderatorId, new Appeal(appealId, at, false));
    }

    Decided answered() {
        return appeal == null
                ? this
                : new Decided(version, kind, moderatorId, new Appeal(appeal.id(), appeal.at(), true));
    }

    boolean hasAppeal(UUID appealId) {
        return appeal != null && appeal.id().equals(appealId);
    }
}
