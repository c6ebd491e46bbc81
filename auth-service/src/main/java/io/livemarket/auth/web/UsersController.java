package io.livemarket.auth.web;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.projection.UserQueries;
import io.livemarket.auth.view.AccountView;
import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.ApiException.FieldProblem;
import io.livemarket.kit.web.Callers;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Profiles of users: the caller's own with all fields, other users' with the public fields. */
@RestController
@RequestMapping("/users")
class UsersController {

    private static final int SHORTEST_SEARCH = 2;
    private static final int LARGEST_PAGE = 100;
    private static final int MOST_IDS = 100;

    private final AccountView accounts;
    private final UserQueries queries;
    private final Registrations registrations;
    private final TakenAddresses taken;
    private final OwnView own;

    UsersController(
            AccountView accounts, UserQueries queries, Registrations registrations, TakenAddresses taken, OwnView own) {
        this.own = own;
        this.accounts = accounts;
        this.queries = queries;
        this.registrations = registrations;
        this.taken = taken;
    }

    /** @param nextCursor the cursor of the next page; absent on the last page */
    record Page(List<UserBody> items, @Nullable String nextCursor) {}

    @GetMapping("/me")
    UserBody me(@AuthenticationPrincipal Jwt token) {
        return user(Callers.id(token), token);
    }

    @GetMapping("/{id}")
    UserBody byId(@PathVariable String id, @AuthenticationPrincipal Jwt token) {
        return user(parse(id), token);
    }

    @PutMapping("/{id}")
    @OwnAccounts
    UserBody update(
            @PathVariable String id,
            @RequestBody Requests.Update body,
            @AuthenticationPrincipal Jwt token,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String language)
            throws InterruptedException, TimeoutException {
        UUID userId = parse(id);
        if (!userId.equals(Callers.id(token))) {
            throw new ApiException(ErrorCode.FORBIDDEN);
        }
        return taken.counted(userId.toString(), () -> registrations.update(userId, body, language));
    }

    /** Users by the beginning of their names, or the users with some ids. */
    @GetMapping
    Page search(
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(defaultValue = "20") int limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String ids,
            @AuthenticationPrincipal Jwt token) {
        if (ids != null) {
            return byIds(ids, search, Callers.id(token));
        }
        if (search == null || search.length() < SHORTEST_SEARCH) {
            throw invalid("search");
        }
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw invalid("limit");
        }
        return found(queries.byPrefix(search, limit, cursor), accounts::byId);
    }

    /**
     * The page of a search, without deleted accounts. The read model may be late, and has the names of accounts that
     * were deleted while an earlier version without that event maintained it: this instance's accounts decide.
     */
    static Page found(UserQueries.Page page, Function<UUID, Optional<Account>> accounts) {
        return new Page(
                page.items().stream()
                        .filter(user -> accounts.apply(user.id())
                                .filter(Account::wasDeleted)
                                .isEmpty())
                        .map(UserBody::stranger)
                        .toList(),
                page.nextCursor());
    }

    private Page byIds(String ids, @Nullable String search, UUID caller) {
        String[] asked = ids.split(",", -1);
        if (search != null || asked.length > MOST_IDS) {
            throw invalid("ids");
        }
        List<UserBody> found = Arrays.stream(asked)
                .map(id -> parse(id, "ids"))
                .distinct()
                .flatMap(id -> accounts.byId(id).stream())
                .map(account -> (account.userId().equals(caller) ? own.of(account) : UserBody.stranger(account))
                        .withoutStatus())
                .toList();
        return new Page(found, null);
    }

    private UserBody user(UUID userId, Jwt token) {
        boolean isOwn = userId.equals(Callers.id(token));
        return accounts.byId(userId)
                .map(account -> isOwn ? own.of(account) : UserBody.stranger(account))
                .orElseThrow(() -> new ApiException(ErrorCode.USER_NOT_FOUND));
    }

    private static UUID parse(String id) {
        return parse(id, "id");
    }

    private static UUID parse(String id, String field) {
        return Ids.parse(id)
                .orElseThrow(() -> new ApiException(
                        ErrorCode.INVALID_ID, null, List.of(FieldProblem.of(field, ErrorCode.INVALID_ID))));
    }

    private static ApiException invalid(String field) {
        return new ApiException(
                ErrorCode.INVALID_REQUEST, null, List.of(FieldProblem.of(field, ErrorCode.INVALID_REQUEST)));
    }
}
