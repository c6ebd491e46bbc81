package io.livemarket.auth.web;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.Callers;
import io.livemarket.kit.web.RequiresRole;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The roles of accounts, for operators. The log {@code audit} gets a line for each role that is granted or taken away.
 */
@RestController
@RequiresRole(Callers.OPERATOR)
class RolesController {

    private static final Logger audit = LoggerFactory.getLogger("audit");
    private static final int LARGEST_PAGE = 200;

    private final RoleChanges changes;
    private final RoleHolders holders;

    RolesController(RoleChanges changes, RoleHolders holders) {
        this.changes = changes;
        this.holders = holders;
    }

    @GetMapping("/admin/roles")
    RoleHolders.Page list(
            @RequestParam(defaultValue = "100") int limit, @RequestParam(required = false) @Nullable String cursor)
            throws InterruptedException, TimeoutException {
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw ApiException.invalid("limit");
        }
        return holders.list(
                limit,
                cursor == null
                        ? null
                        : Ids.parse(cursor).orElseThrow(() -> new ApiException(ErrorCode.INVALID_CURSOR)));
    }

    @PutMapping("/admin/users/{id}/roles/{role}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void grant(@PathVariable UUID id, @PathVariable String role, @AuthenticationPrincipal Jwt token) {
        UUID operator = Callers.id(token);
        changes.grant(id, role, operator);
        audit.info("Operator {} granted the role {} to user {}", operator, role, id);
    }

    @DeleteMapping("/admin/users/{id}/roles/{role}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable UUID id, @PathVariable String role, @AuthenticationPrincipal Jwt token)
            throws InterruptedException, TimeoutException {
        UUID operator = Callers.id(token);
        changes.revoke(id, role, operator);
        audit.info("Operator {} took the role {} away from user {}", operator, role, id);
    }
}
