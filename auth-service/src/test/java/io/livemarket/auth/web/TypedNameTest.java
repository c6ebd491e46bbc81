package io.livemarket.auth.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TypedNameTest {

    @Test
    void blanksAroundANameAreRemoved() {
        assertThat(TypedName.of("alice ")).isEqualTo("alice");
        assertThat(TypedName.of("\u00a0alice\u3000\t")).isEqualTo("alice");
        assertThat(TypedName.of(" ali ce "))
                .as("one inside is none that a phone adds")
                .isEqualTo("ali ce");
        assertThat(TypedName.of("  ")).isEmpty();
        assertThat(TypedName.of(null)).isNull();
    }

    @Test
    void wideFormsOfAsciiAreAscii() {
        assertThat(TypedName.of("\uff41\uff4c\uff49\uff43\uff45\uff20example.org"))
                .isEqualTo("alice@example.org");
    }

    @Test
    void requestsHaveNamesAsTheyWereMeant() {
        assertThat(new Requests.Login("alice ", null, "a b ").username()).isEqualTo("alice");
        assertThat(new Requests.Login(null, " a@example.org", "a b ").password())
                .isEqualTo("a b ");
        assertThat(new Requests.Register("alice ", "a@example.org ", "x", null).email())
                .isEqualTo("a@example.org");
        assertThat(new Requests.Update(" alice", null, null).username()).isEqualTo("alice");
    }
}
