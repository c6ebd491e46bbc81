package io.livemarket.presence.web;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.Callers;
import io.livemarket.presence.projection.ConnectionView;
import io.livemarket.presence.projection.Page;
import io.livemarket.presence.projection.PresenceQueries;
import io.livemarket.presence.projection.StatusView;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The statuses of users, as far as the caller may see them, and the caller's own connections. */
@RestController
class PresenceController {

    private final PresenceQueries queries;
    private final ReadConsistency readConsistency;

    PresenceController(PresenceQueries queries, ReadConsistency readConsistency) {
        this.queries = queries;
        this.readConsistency = readConsistency;
    }

    /**
     * A query of several statuses, which gateways send on a client's behalf.
     *
     * @param met true when the caller just met these users in a new chat: the response waits until the read model shows
     *     it; absent otherwise
     */
    record Query(
            @NotNull @Size(max = 200) List<@NotNull UUID> userIds,
            @Nullable Boolean met) {}

    record Statuses(List<StatusView> statuses) {}

    @GetMapping("/users/{userId}/presence")
    StatusView presence(@AuthenticationPrincipal Jwt caller, @PathVariable UUID userId) {
        readConsistency.require(List.of(userId), null);
        return queries.statuses(Callers.id(caller), List.of(userId)).getFirst();
    }

    @GetMapping("/users/me/presence")
    StatusView own(@AuthenticationPrincipal Jwt caller) {
        return presence(caller, Callers.id(caller));
    }

    @PostMapping("/presence/query")
    Statuses query(
            @AuthenticationPrincipal Jwt caller,
            @Valid @RequestBody Query query,
            @RequestHeader(name = ReadConsistency.HEADER, required = false) @Nullable String minOffsets) {
        UUID user = Callers.id(caller);
        if (Boolean.TRUE.equals(query.met())) {
            readConsistency.requireMet(user, () -> queries.hasMet(user, query.userIds()));
        }
        readConsistency.require(query.userIds(), minOffsets);
        return new Statuses(queries.statuses(user, query.userIds()));
    }

    @GetMapping("/users/me/connections")
    Page<ConnectionView> connections(
            @AuthenticationPrincipal Jwt caller,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit) {
        UUID user = Callers.id(caller);
        return queries.connections(
                user, cursor == null ? null : place(cursor), limit, () -> readConsistency.requireDevices(user));
    }

    private static Long place(String cursor) {
        try {
            long version = Long.parseLong(cursor);
            if (version > 0) {
                return version;
            }
        } catch (NumberFormatException e) {
            // Rejected below, as a number that is no version.
        }
        throw new ApiException(ErrorCode.INVALID_CURSOR);
    }
}
