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
import java.util.Objects;
import java.util.UUID;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * What many users missed, each known by a token of the user's own; for gateways, and not among what they lead clients
 * to.
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

    /** @param limit messages at most of each user */
    record Query(
            @NotEmpty @Size(max = 100) List<@NotNull String> tokens,
            @Min(1) @Max(1000) int limit) {}

    /** @param answers one for each token, in their order */
    record Answers(List<UserAnswer> answers) {}

    /**
     * One user's answer.
     *
     * @param code why there is none: what is wrong with the token, or {@code unavailable} where the answer has no room
     *     for it
     * @param missed what was missed
     */
    record UserAnswer(String code, Undelivered missed) {}

    @PostMapping("/undelivered/query")
    Answers query(@Valid @RequestBody Query query) {
        List<UUID> users = query.tokens().stream().map(this::userOf).toList();
        Reached reached = consistency.awaitMost();
        Map<UUID, Undelivered> found = consistency.withinLog(queries.undelivered(
                users.stream().filter(Objects::nonNull).distinct().toList(), query.limit(), reached.positions()));
        return new Answers(users.stream().map(user -> answer(user, found)).toList());
    }

    private static UserAnswer answer(UUID user, Map<UUID, Undelivered> found) {
        if (user == null) {
            return new UserAnswer(ErrorCode.TOKEN_INVALID.code(), null);
        }
        Undelivered missed = found.get(user);
        return new UserAnswer(missed == null ? ErrorCode.UNAVAILABLE.code() : null, missed);
    }

    /** Null for a token that is not good, or not any more. */
    private UUID userOf(String token) {
        try {
            return Callers.id(tokens.decode(token));
        } catch (JwtException e) {
            return null;
        }
    }
}
