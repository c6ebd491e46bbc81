package io.livemarket.gateway.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.gateway.callers.RegisteredUsers.Registration.Outcome;
import io.livemarket.kit.web.ExternalTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

class RegisteredUsersTest {

    private final List<String> asked = new ArrayList<>();
    private Outcome outcome = Outcome.REGISTERED;
    private final RegisteredUsers users = new RegisteredUsers(decoder(), token -> {
        asked.add(token);
        return outcome;
    });

    /** Takes each text for a token: that of an own user, or of an external one. */
    private static JwtDecoder decoder() {
        return token -> {
            Jwt.Builder jwt = Jwt.withTokenValue(token)
                    .header("alg", "RS256")
                    .subject(UUID.nameUUIDFromBytes(token.split("/")[0].getBytes())
                            .toString());
            return token.startsWith("own")
                    ? jwt.build()
                    : jwt.claim(ExternalTokens.SUBJECT, token).build();
        };
    }

    @Test
    void aUserIsRegisteredOnceBeforeTheFirstRequest() {
        users.decode("ana/1");
        users.decode("ana/1");
        users.decode("ana/2");
        users.decode("luis/1");
        assertThat(asked).containsExactly("ana/1", "luis/1");
    }

    @Test
    void usersWithAPasswordAreNotRegistered() {
        users.decode("own");
        assertThat(asked).isEmpty();
    }

    @Test
    void aDeletedAccountIsRefusedAtEachRequest() {
        outcome = Outcome.REFUSED;
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> users.decode("ana")).isInstanceOf(BadJwtException.class);
        }
        assertThat(asked).hasSize(2);
    }

    @Test
    void anUnansweredRegistrationIsUnavailableAndRepeated() {
        outcome = Outcome.UNKNOWN;
        assertThatThrownBy(() -> users.decode("ana"))
                .isInstanceOf(JwtException.class)
                .isNotInstanceOf(BadJwtException.class);
        outcome = Outcome.REGISTERED;
        assertThat(users.decode("ana").getSubject()).isNotEmpty();
    }

    @Test
    void theNumberOfRegistrationsAtATimeIsBounded() {
        RegisteredUsers none = new RegisteredUsers(decoder(), _ -> Outcome.REGISTERED, 0);
        assertThatThrownBy(() -> none.decode("ana"))
                .isInstanceOf(JwtException.class)
                .isNotInstanceOf(BadJwtException.class);
        assertThat(none.decode("own").getSubject()).isNotEmpty();
    }
}
