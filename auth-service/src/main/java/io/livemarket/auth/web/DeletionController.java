package io.livemarket.auth.web;

import io.livemarket.auth.config.AccountsProperties;
import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.ApiException.FieldProblem;
import io.livemarket.kit.web.Callers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Validator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Deletes accounts: only the account's user can, with the password. */
@RestController
@OwnAccounts
class DeletionController {

    private final Deletions deletions;
    private final Validator validator;
    private final ClientAddress addresses;

    DeletionController(Deletions deletions, Validator validator, AccountsProperties properties) {
        this.deletions = deletions;
        this.validator = validator;
        this.addresses = new ClientAddress(properties.limits().trustedProxies());
    }

    /** @param body absent where the request has none, which is rejected after the check of the caller */
    @DeleteMapping("/users/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @PathVariable String id,
            @RequestBody(required = false) Requests.@Nullable Deletion body,
            @AuthenticationPrincipal Jwt token,
            HttpServletRequest request)
            throws InterruptedException, TimeoutException {
        UUID userId = Ids.parse(id)
                .orElseThrow(() -> new ApiException(
                        ErrorCode.INVALID_ID, null, List.of(FieldProblem.of("id", ErrorCode.INVALID_ID))));
        if (!userId.equals(Callers.id(token))) {
            throw new ApiException(ErrorCode.FORBIDDEN);
        }
        FieldRules rules = new FieldRules(validator);
        String password = rules.required("password", body == null ? null : body.password());
        rules.check();
        deletions.delete(userId, password, addresses.of(request));
    }
}
