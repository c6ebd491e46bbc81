package io.livemarket.auth.web;

import io.livemarket.auth.config.AccountsProperties;
import io.livemarket.kit.web.Callers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Validator;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
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

/** Mails with links, and their use. Tokens come in bodies: paths are in logs and traces. */
@RestController
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

    /** Answers alike whether there is such an account or not. */
    @PostMapping("/password-resets")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void requestReset(
            @RequestBody Requests.Account body,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) String accepted,
            HttpServletRequest request) {
        asksPerAddress.take(addresses.of(request));
        mails.check();
        new FieldRules(validator).required("username", body.account()).check();
        // By the text of the request and never by the account, whose name and address would confirm each other.
        resetsPerAccount.take(LoginLimits.Target.unknown(body.username() == null ? "email" : "name", body.account())
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

    /** 204 where the caller's address is verified already. */
    @PostMapping("/email-verifications")
    ResponseEntity<Void> requestVerification(
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) String accepted,
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
        new FieldRules(validator).required("token", body.token()).check();
        verifications.confirm(body.token());
    }
}
