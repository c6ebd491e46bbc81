package io.livemarket.auth.web;

import java.util.concurrent.TimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Registers users of the external issuer just in time: gateways ask at the first use of a token of each user. */
@RestController
class ExternalAccountController {

    private final ExternalUsers users;

    ExternalAccountController(ExternalUsers users) {
        this.users = users;
    }

    @PostMapping("/auth/external-account")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void register(@AuthenticationPrincipal Jwt token) throws InterruptedException, TimeoutException {
        users.register(token);
    }
}
