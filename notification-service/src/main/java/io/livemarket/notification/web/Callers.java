package io.livemarket.notification.web;

import java.util.UUID;
import org.springframework.security.oauth2.jwt.Jwt;

/** Who calls, by the verified token. */
final class Callers {

    private Callers() {}

    static UUID id(Jwt token) {
        return UUID.fromString(token.getSubject());
    }
}
