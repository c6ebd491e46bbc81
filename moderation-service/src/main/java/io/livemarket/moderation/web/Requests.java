package io.livemarket.moderation.web;

import io.livemarket.events.moderation.AppealOutcome;
import io.livemarket.events.moderation.AppealedDecision;
import io.livemarket.events.moderation.ReportCategory;
import io.livemarket.events.moderation.ReportOutcome;
import io.livemarket.kit.web.WireTime;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bodies of requests. */
final class Requests {

    /** The longest text, in UTF-16 units. */
    static final int TEXT = 2_000;

    private Requests() {}

    /** @param messageIds messages of chats with both the caller and the reported user; absent for none */
    record Report(
            @NotNull ReportCategory category,
            @Size(max = TEXT) @Nullable String comment,
            @Size(max = 20) @Nullable List<@NotNull UUID> messageIds) {}

    /**
     * @param decision absent for the suspension in force, or else the latest warning
     * @param appealToken of a refused log-in; absent for a caller with a session
     */
    record Appeal(
            @NotBlank @Size(max = TEXT) String text,
            @Nullable AppealedDecision decision,
            @Size(max = 4_000) @Nullable String appealToken) {}

    /** @param appealToken of a refused log-in */
    record OwnAppeals(@Size(max = 4_000) @Nullable String appealToken) {}

    record Answer(
            @NotNull AppealOutcome outcome,
            @NotBlank @Size(max = TEXT) String answer) {}

    record Note(@NotBlank @Size(max = TEXT) String note) {}

    record Resolve(
            @NotNull ReportOutcome outcome,
            @Size(max = TEXT) @Nullable String note) {}

    /** @param reason the moderator's words for the user */
    record Reason(@NotBlank @Size(max = TEXT) String reason) {}

    /** @param until the end of the suspension; absent for one without an end */
    record Suspend(
            @NotBlank @Size(max = TEXT) String reason,
            @WireTime @Nullable Instant until) {}
}
