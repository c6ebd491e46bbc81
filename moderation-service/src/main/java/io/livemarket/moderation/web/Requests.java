package io.livemarket.moderation.web;

import io.livemarket.events.moderation.ReportCategory;
import io.livemarket.events.moderation.ReportOutcome;
import io.livemarket.kit.web.WireTime;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What callers send. */
final class Requests {

    static final int TEXT = 2_000;

    private Requests() {}

    /** @param messageIds of chats that both are in; null for none */
    record Report(
            @NotNull ReportCategory category,
            @Size(max = TEXT) String comment,
            @Size(max = 20) List<@NotNull UUID> messageIds) {}

    record Note(@NotBlank @Size(max = TEXT) String note) {}

    record Resolve(
            @NotNull ReportOutcome outcome,
            @Size(max = TEXT) String note) {}

    /** @param reason in words for the user */
    record Reason(@NotBlank @Size(max = TEXT) String reason) {}

    /** @param until null for ever */
    record Suspend(
            @NotBlank @Size(max = TEXT) String reason,
            @WireTime Instant until) {}
}
