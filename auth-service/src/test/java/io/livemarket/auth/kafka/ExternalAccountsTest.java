package io.livemarket.auth.kafka;

import static io.livemarket.auth.kafka.DecidingAuth.ALICE;
import static io.livemarket.auth.kafka.DecidingAuth.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.AuthResult;
import io.livemarket.auth.domain.ExternalIdentity;
import io.livemarket.auth.domain.ExternalProfile;
import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** External accounts beside accounts with a password, on the partition's state. */
class ExternalAccountsTest {

    private static final String ISSUER = "https://login.shop.example/";
    private static final UUID ANA = Ids.external(ISSUER, "ana");

    private final DecidingAuth auth = new DecidingAuth();

    private static AuthCommand.PutExternalUser put(String email) {
        return new AuthCommand.PutExternalUser(
                ANA, new ExternalIdentity(ISSUER, "ana"), new ExternalProfile("Ana", email, true, null), false, NOW);
    }

    @Test
    void anExternalAddressNeitherTakesNorGivesAnAccount() {
        String email = "alice" + ALICE + "@example.org";
        auth.ask(put(email));
        assertThat(auth.ask(DecidingAuth.register(ALICE, "alice", null)))
                .as("an account with that address registers here all the same")
                .isInstanceOf(AuthResult.Accepted.class);
        assertThat(auth.ask(put(email))).isInstanceOf(AuthResult.Accepted.class);
    }

    @Test
    void aDeletedExternalAccountStaysDeleted() {
        auth.ask(put("ana@shop.example"));
        assertThat(auth.ask(new AuthCommand.DeleteAccount(ANA, NOW))).isInstanceOf(AuthResult.Accepted.class);
        assertThat(auth.ask(put("ana@shop.example")))
                .isInstanceOfSatisfying(
                        AuthResult.Refused.class,
                        refused -> assertThat(refused.codes()).isEqualTo(List.of(ErrorCode.USER_DELETED)));
    }
}
