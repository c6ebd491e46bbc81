package io.livemarket.auth.web;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.ApiException.FieldProblem;
import io.livemarket.kit.web.Callers;
import io.livemarket.kit.web.RequiresRole;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
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

/** The roles of accounts, for operators. The log {@code audit} names each operator that grants a role or takes one away. */
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
    RoleHolders.Page list(@RequestParam(defaultValue = "100") int limit, @RequestParam(required = false) String cursor)
            throws InterruptedException, TimeoutException {
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw invalid("limit", ErrorCode.INVALID_REQUEST);
        }
        return holders.list(limit, cursor == null ? null : Ids.parse(cursor).orElseThrow(() -> new ApiException(ErrorCode.INVALID_CURSOR)));
    }

    @PutMapping("/admin/users/{id}/roles/{role}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void grant(@PathVariable String id, @PathVariable String role, @AuthenticationPrincipal Jwt token) {
        UUID userId = parse(id);
        UUID operator = Callers.id(token);
        changes.grant(userId, role, operator);
        audit.info("Operator {} granted the role {} to user {}", operator, role, userId);
    }

    @DeleteMapping("/admin/users/{id}/roles/{role}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable String id, @PathVariable String role, @AuthenticationPrincipal Jwt token)
            throws InterruptedException, TimeoutException {
        UUID userId = parse(id);
        UUID operator = Callers.id(token);
        changes.revoke(userId, role, operator);
        audit.info("Operator {} took the role {} away from user {}", operator, role, userId);
    }

    private static UUID parse(String id) {
        return Ids.parse(id).orElseThrow(() -> invalid("id", ErrorCode.INVALID_ID));
    }

    private static ApiException invalid(String field, ErrorCode code) {
        return new ApiException(code, null, List.of(FieldProblem.of(field, code)));
    }
}
