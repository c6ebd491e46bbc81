package io.livemarket.auth.web;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.Callers;
import io.livemarket.kit.web.ForServices;
import io.livemarket.kit.web.Problem;
import io.livemarket.kit.web.RequiresRole;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The users of the external issuer, for service accounts with the scope {@code users:write} and for operators. The log
 * {@code audit} gets a line for each request.
 */
@RestController
@RequestMapping("/admin/users")
@RequiresRole(Callers.OPERATOR)
@ForServices(Callers.USERS_WRITE)
class ExternalUsersController {

    private static final Logger audit = LoggerFactory.getLogger("audit");
    private static final int MOST_USERS = 100;

    private final ExternalUsers users;

    ExternalUsersController(ExternalUsers users) {
        this.users = users;
    }

    /**
     * The outcome for one of several users.
     *
     * @param user the user; absent for a refusal
     * @param error the refusal; absent where the user is registered
     */
    record Outcome(
            @Nullable String externalId,
            @Nullable UserBody user,
            @Nullable Problem error) {}

    /** @param items the outcomes, in the order of the request */
    record Outcomes(List<Outcome> items) {}

    @PutMapping("/{externalId}")
    UserBody put(
            @PathVariable String externalId,
            @RequestBody Requests.ExternalUser body,
            @AuthenticationPrincipal Jwt token)
            throws InterruptedException, TimeoutException {
        UserBody user = users.put(externalId, body);
        audit.info("{} registered or changed the external user {}", Callers.audited(token), user.id());
        return user;
    }

    /** Registers or changes several users at once; one that is refused does not concern the others. */
    @PostMapping
    Outcomes putAll(@RequestBody Requests.ExternalUsers body, @AuthenticationPrincipal Jwt token)
            throws InterruptedException {
        List<Requests.ExternalEntry> entries = body.users();
        if (entries == null
                || entries.isEmpty()
                || entries.size() > MOST_USERS
                || entries.stream().anyMatch(Objects::isNull)) {
            throw ApiException.invalid("users");
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Outcome> outcomes = threads
                    .invokeAll(entries.stream()
                            .<java.util.concurrent.Callable<Outcome>>map(entry -> () -> outcome(entry))
                            .toList())
                    .stream()
                    .map(ExternalUsersController::result)
                    .toList();
            audit.info(
                    "{} registered or changed {} of {} external users",
                    Callers.audited(token),
                    outcomes.stream().filter(each -> each.error() == null).count(),
                    outcomes.size());
            return new Outcomes(outcomes);
        }
    }

    private Outcome outcome(Requests.ExternalEntry entry) throws InterruptedException {
        try {
            return new Outcome(entry.externalId(), users.put(entry.externalId(), entry.user()), null);
        } catch (ApiException e) {
            return new Outcome(entry.externalId(), null, Problem.of(e.code(), e.getMessage(), e.fields()));
        } catch (TimeoutException | CompletionException | KafkaException e) {
            return new Outcome(entry.externalId(), null, Problem.of(ErrorCode.UNAVAILABLE));
        }
    }

    private static Outcome result(Future<Outcome> outcome) {
        try {
            return outcome.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("A user was neither registered nor refused", e);
        }
    }

    /** Deletes the account of a user, as users delete their own. */
    @DeleteMapping("/{externalId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String externalId, @AuthenticationPrincipal Jwt token)
            throws InterruptedException, TimeoutException {
        UUID userId = users.delete(externalId);
        audit.info("{} deleted the external user {}", Callers.audited(token), userId);
    }
}
