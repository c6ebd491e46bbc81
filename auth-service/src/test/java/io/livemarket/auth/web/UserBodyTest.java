package io.livemarket.auth.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.projection.UserProfile;
import io.livemarket.events.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The JSON of a user, byte for byte: clients get it flat and in this order. */
class UserBodyTest {

    private static final UUID ANA = new UUID(0, 1);
    private static final Instant TIME = Instant.parse("2026-11-29T16:00:00Z");
    private static final Account ACCOUNT = new Account(
            ANA,
            3,
            2,
            "ana",
            "ana@example.org",
            "hash",
            "https://a.example/a.png",
            List.of(),
            TIME,
            TIME.plusSeconds(2),
            TIME.plusSeconds(1));

    @Test
    void anOwnAccountIsFlat() {
        assertThat(json(UserBody.own(ACCOUNT, true))).isEqualTo("""
                {"id":"00000000-0000-0000-0000-000000000001","username":"ana","email":"ana@example.org",
                "avatarUrl":"https://a.example/a.png","status":"offline","createdAt":"2026-11-29T16:00:00Z",
                "updatedAt":"2026-11-29T16:00:02Z","emailVerified":true}""".replace("\n", ""));
    }

    @Test
    void anotherUserIsFlat() {
        assertThat(json(UserBody.stranger(ACCOUNT))).isEqualTo("""
                {"id":"00000000-0000-0000-0000-000000000001","username":"ana",
                "avatarUrl":"https://a.example/a.png","status":"offline","createdAt":"2026-11-29T16:00:00Z",
                "updatedAt":"2026-11-29T16:00:01Z"}""".replace("\n", ""));
        assertThat(json(UserBody.stranger(new UserProfile(ANA, "ana", null, null, TIME))
                        .withoutStatus()))
                .isEqualTo("{\"id\":\"" + ANA + "\",\"username\":\"ana\",\"updatedAt\":\"2026-11-29T16:00:00Z\"}");
    }

    private static String json(UserBody body) {
        return new String(Json.bytes(body), StandardCharsets.UTF_8);
    }
}
