package io.livemarket.auth.kafka;

import static io.livemarket.auth.kafka.DecidingAuth.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.AuthResult;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.engine.UnrecoverableException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A new owner of the partition rebuilds the former owner's state from credentials and journal alone. */
class RestartedAuthTest {

    private static final UUID CAROL = UUID.fromString("01900000-0000-7000-8000-000000000003");

    private final DecidingAuth auth = new DecidingAuth();

    @Test
    void namesAndAddressesStayTaken() {
        auth.send(register(ALICE, "alice", null));
        auth.send(new AuthCommand.UpdateProfile(ALICE, "alicia", null, null, NOW));
        auth.send(register(BOB, "alice", null));
        auth.restart();

        assertThat(auth.ask(register(CAROL, "alice", null))).isInstanceOf(AuthResult.Refused.class);
        assertThat(auth.ask(register(CAROL, "alicia", null))).isInstanceOf(AuthResult.Refused.class);
        assertThat(codes(registerAt("ALICE" + ALICE + "@example.org", CAROL, "carol")))
                .containsExactly(ErrorCode.EMAIL_TAKEN);
        assertThat(auth.ask(register(CAROL, "carol", null))).isInstanceOf(AuthResult.Accepted.class);
    }

    @Test
    void accountsOpenSessionsAndFamiliesGoOn() {
        auth.send(register(ALICE, "alice", null));
        auth.send(open());
        auth.send(rotate("first", "second"));
        auth.restart();

        assertThat(auth.ask(new AuthCommand.OpenSession(UUID.randomUUID(), ALICE, "x", NOW.plusSeconds(60), NOW)))
                .isInstanceOf(AuthResult.Accepted.class);
        assertThat(auth.ask(rotate("second", "third"))).isInstanceOf(AuthResult.Accepted.class);
        assertThat(codes(rotate("second", "fourth"))).containsExactly(ErrorCode.REFRESH_TOKEN_REUSED);
        auth.restart();
        assertThat(codes(rotate("third", "fourth"))).containsExactly(ErrorCode.REFRESH_TOKEN_REUSED);
    }

    @Test
    void theGraceOfASpentTokenHoldsOverARestart() {
        auth.send(register(ALICE, "alice", null));
        auth.send(open());
        auth.send(rotate("first", "second"));
        auth.restart();
        assertThat(auth.ask(rotateAgain("first", "second"))).isInstanceOf(AuthResult.Accepted.class);
        assertThat(auth.ask(rotate("second", "third"))).isInstanceOf(AuthResult.Accepted.class);
        assertThat(codes(rotateAgain("first", "second"))).containsExactly(ErrorCode.REFRESH_TOKEN_REUSED);
        assertThat(codes(rotate("third", "fourth"))).containsExactly(ErrorCode.REFRESH_TOKEN_REUSED);
    }

    @Test
    void idempotencyKeysAndSigningKeysAreKnown() {
        auth.send(register(ALICE, "alice", "key"));
        auth.send(key(ALICE, null));
        auth.restart();

        UUID repeat = auth.send(register(BOB, "alice", "key"));
        assertThat(auth.results()).contains(new AuthResult.Accepted(repeat, ALICE, 1, true, NOW));
        auth.read(AuthTopics.KEYS);
        auth.send(key(BOB, null));
        assertThat(auth.read(AuthTopics.KEYS))
                .as("a first key beside the first")
                .isEmpty();
    }

    @Test
    void entriesThatEndedMeanwhileAreForgotten() {
        auth.send(register(ALICE, "alice", "key"));
        auth.send(open());
        auth.restart();
        auth.advance(Duration.ofHours(25));
        assertThat(auth.contents().keySet())
                .noneMatch(key -> key.startsWith("family:") || key.startsWith("registration:"));
    }

    /** Were the accounts left out of the state, their names would be free. */
    @Test
    void stateOfAnotherMasterKeyStopsTheEngine() {
        auth.send(register(ALICE, "alice", null));
        auth.opening = vault(2);
        assertThatThrownBy(auth::restart)
                .isInstanceOf(UnrecoverableException.class)
                .hasMessageContaining("another livemarket.auth.master-key");
    }

    @Test
    void aJournalOfAnotherMasterKeyStopsTheEngine() {
        auth.send(key(ALICE, null));
        auth.opening = vault(2);
        assertThatThrownBy(auth::restart).isInstanceOf(UnrecoverableException.class);
    }

    private List<ErrorCode> codes(AuthCommand command) {
        return ((AuthResult.Refused) auth.ask(command)).codes();
    }
}
