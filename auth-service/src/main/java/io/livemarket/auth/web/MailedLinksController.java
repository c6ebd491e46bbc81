package io.livemarket.auth.web;

import io.livemarket.auth.config.AccountsProperties;
import io.livemarket.kit.web.Callers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Validator;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Requests of mails with links, and the use of links. Tokens are in bodies, because paths are in logs and traces. */
@RestController
@OwnAccounts
@RequestMapping("/auth")
class MailedLinksController {

    private final PasswordResets resets;
    private final EmailVerifications verifications;
    private final MailRequests mails;
    private final LoginLimits logins;
    private final Validator validator;
    private final ClientAddress addresses;
    private final Attempts asksPerAddress;
    private final Attempts resetsPerAccount;

    MailedLinksController(
            PasswordResets resets,
            EmailVerifications verifications,
            MailRequests mails,
            LoginLimits logins,
            Validator validator,
            AccountsProperties properties) {
        this.resets = resets;
        this.verifications = verifications;
        this.mails = mails;
        this.logins = logins;
        this.validator = validator;
        addresses = new ClientAddress(properties.limits().trustedProxies());
        int tracked = properties.limits().tracked();
        asksPerAddress = Attempts.evenly(properties.mail().asksPerMinute(), Duration.ofMinutes(1), tracked);
        resetsPerAccount = Attempts.evenly(properties.mail().resetsPerHour(), Duration.ofHours(1), tracked);
    }

    /** Requests a mail that replaces a forgotten password. The response is the same for accounts that do not exist. */
    @PostMapping("/password-resets")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void requestReset(
            @RequestBody Requests.Account body,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String accepted,
            HttpServletRequest request) {
        asksPerAddress.take(addresses.of(request));
        mails.check();
        FieldRules rules = new FieldRules(validator);
        String account = rules.required("username", body.account());
        rules.check();
        // Counted by the text of the request, not by the account: its name and its address would confirm each other.
        resetsPerAccount.take(LoginLimits.Target.unknown(body.username() == null ? "email" : "name", account)
                .key());
        resets.request(body, accepted);
    }

    @PutMapping("/password-resets")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resetPassword(@RequestBody Requests.Reset body, HttpServletRequest request)
            throws InterruptedException, TimeoutException {
        String address = addresses.of(request);
        asksPerAddress.take(address);
        logins.succeeded(resets.confirm(body).toString(), address);
    }

    /** Requests a mail that verifies the caller's address; 204 where it is verified already. */
    @PostMapping("/email-verifications")
    ResponseEntity<Void> requestVerification(
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String accepted,
            @AuthenticationPrincipal Jwt token,
            HttpServletRequest request)
            throws InterruptedException, TimeoutException {
        asksPerAddress.take(addresses.of(request));
        return ResponseEntity.status(
                        verifications.request(Callers.id(token), accepted)
                                ? HttpStatus.ACCEPTED
                                : HttpStatus.NO_CONTENT)
                .build();
    }

    @PutMapping("/email-verifications")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void verify(@RequestBody Requests.Link body, HttpServletRequest request)
            throws InterruptedException, TimeoutException {
        asksPerAddress.take(addresses.of(request));
        FieldRules rules = new FieldRules(validator);
        String token = rules.required("token", body.token());
        rules.check();
        verifications.confirm(token);
    }
}
