package io.livemarket.moderation.projection;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.livemarket.events.moderation.AppealOutcome;
import io.livemarket.events.moderation.AppealedDecision;
import io.livemarket.events.moderation.ModerationEvent.AppealAnswered;
import io.livemarket.events.moderation.ModerationEvent.AppealMade;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An appeal as moderators see it; its JSON, which is stored too, is flat.
 *
 * @param decidedBy the moderator whose decision it is about
 */
public record AppealView(
        UUID id,
        UUID userId,
        AppealedDecision decision,
        UUID decidedBy,
        String text,
        Instant appealedAt,
        Status status,
        @JsonUnwrapped Answer answered) {

    /** The state of an appeal. */
    public enum Status {
        /** No moderator has answered it. */
        @JsonProperty("open")
        OPEN,
        /** A moderator answered it. */
        @JsonProperty("answered")
        ANSWERED
    }

    /** The answer to an appeal; empty while it is open. */
    public record Answer(
            @Nullable UUID moderatorId,
            @Nullable AppealOutcome outcome,
            @Nullable String answer,
            @Nullable Instant answeredAt) {

        private static final Answer NONE = new Answer(null, null, null, null);
    }

    static AppealView of(AppealMade e) {
        return new AppealView(
                e.appealId(),
                e.userId(),
                e.decision(),
                e.decidedBy(),
                e.text(),
                e.appealedAt(),
                Status.OPEN,
                Answer.NONE);
    }

    AppealView with(AppealAnswered e) {
        return new AppealView(
                id,
                userId,
                decision,
                decidedBy,
                text,
                appealedAt,
                Status.ANSWERED,
                new Answer(e.moderatorId(), e.outcome(), e.answer(), e.answeredAt()));
    }
}
