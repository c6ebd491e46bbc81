package io.livemarket.chat.web;

import io.livemarket.chat.projection.ChatQueries;
import io.livemarket.chat.projection.Undelivered;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.read.ReadBarrier.Reached;
import io.livemarket.kit.web.Callers;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * The undelivered messages of many users, each identified by an access token of the user. For gateways alone, which do
 * not route clients to this path.
 */
@RestController
class UndeliveredController {

    private final ChatQueries queries;
    private final ReadConsistency consistency;
    private final JwtDecoder tokens;

    UndeliveredController(ChatQueries queries, ReadConsistency consistency, JwtDecoder tokens) {
        this.queries = queries;
        this.consistency = consistency;
        this.tokens = tokens;
    }

    /** @param limit the most messages of each user */
    record Query(
            @NotEmpty @Size(max = 100) List<@NotNull String> tokens,
            @Min(1) @Max(1000) int limit) {}

    /** @param answers one answer for each token, in the order of the tokens */
    record Answers(List<UserAnswer> answers) {}

    /**
     * One user's answer.
     *
     * @param code the reason for which there are no messages: the error of the token, or {@code unavailable} where they
     *     did not fit into the answer
     * @param missed the undelivered messages
     */
    record UserAnswer(@Nullable String code, @Nullable Undelivered missed) {}

    @PostMapping("/undelivered/query")
    Answers query(@Valid @RequestBody Query query) {
        List<Optional<UUID>> users = query.tokens().stream().map(this::userOf).toList();
        Reached reached = consistency.awaitMost();
        Map<UUID, Undelivered> found = consistency.withinLog(queries.undelivered(
                users.stream().flatMap(Optional::stream).distinct().toList(), query.limit(), reached.positions()));
        return new Answers(users.stream().map(user -> answer(user, found)).toList());
    }

    private static UserAnswer answer(Optional<UUID> user, Map<UUID, Undelivered> found) {
        if (user.isEmpty()) {
            return new UserAnswer(ErrorCode.TOKEN_INVALID.code(), null);
        }
        Undelivered missed = found.get(user.get());
        return new UserAnswer(missed == null ? ErrorCode.UNAVAILABLE.code() : null, missed);
    }

    /** The user of an access token; empty for an invalid or expired token. */
    private Optional<UUID> userOf(String token) {
        try {
            return Optional.of(Callers.id(tokens.decode(token)));
        } catch (JwtException e) {
            return Optional.empty();
        }
    }
}
