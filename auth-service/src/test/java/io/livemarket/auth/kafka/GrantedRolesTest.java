package io.livemarket.auth.kafka;

import static io.livemarket.auth.kafka.DecidingAuth.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.AuthResult;
import io.livemarket.auth.domain.RoleGrant;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Roles that the writer grants and takes away, in its topics and in its state. */
class GrantedRolesTest {

    private final DecidingAuth auth = new DecidingAuth();

    @BeforeEach
    void live() {
        auth.prepare();
        auth.send(register(OPERATOR, "operator", null));
        auth.send(register(ALICE, "alice", null));
        auth.read(AuthTopics.CREDENTIALS);
        auth.read(Topics.USERS_EVENTS);
    }

    @Test
    void aGrantIsOneTransactionOfCredentialAndFact() {
        assertThat(auth.ask(grant()))
                .isInstanceOfSatisfying(
                        AuthResult.Accepted.class,
                        accepted -> assertThat(accepted.revision()).isEqualTo(2));
        ProducerRecord<String, byte[]> event = auth.read(Topics.USERS_ROLES).getFirst();
        assertThat(event.key()).isEqualTo(ALICE.toString());
        assertThat(Envelope.text(event.headers(), Envelope.TYPE)).isEqualTo("users.role-granted.v1");
        assertThat(Envelope.text(event.headers(), Envelope.ACTOR)).isEqualTo(OPERATOR.toString());
        assertThat(account().grants()).containsExactly(new RoleGrant("moderator", OPERATOR, NOW));
        assertThat(auth.read(Topics.USERS_EVENTS)).isEmpty();
    }

    @Test
    void aRepeatWritesNothing() {
        auth.send(grant());
        drain();
        assertThat(auth.ask(grant())).isInstanceOf(AuthResult.Accepted.class);
        auth.send(revoke());
        drain();
        assertThat(auth.ask(revoke())).isInstanceOf(AuthResult.Accepted.class);
        assertThat(auth.read(Topics.USERS_ROLES)).isEmpty();
        assertThat(auth.read(AuthTopics.CREDENTIALS)).isEmpty();
    }

    @Test
    void onlyOperatorsGrant() {
        auth.send(register(BOB, "bob", null));
        drain();
        assertThat(auth.ask(new AuthCommand.GrantRole(ALICE, "moderator", BOB, NOW)))
                .isInstanceOfSatisfying(
                        AuthResult.Refused.class,
                        refused -> assertThat(refused.codes()).containsExactly(ErrorCode.FORBIDDEN));
        assertThat(auth.read(Topics.USERS_ROLES)).isEmpty();
    }

    /** The next owner of the partition folds credentials alone, of which compaction leaves the newest. */
    @Test
    void aReplayRestoresTheRoles() {
        auth.send(grant());
        auth.send(new AuthCommand.UpdateProfile(ALICE, "alicia", null, null, NOW));
        Map<String, String> before = auth.contents();
        auth.compact();
        auth.restart();
        assertThat(auth.contents().keySet()).isEqualTo(before.keySet());
        auth.read(Topics.USERS_ROLES);
        auth.ask(grant());
        assertThat(auth.read(Topics.USERS_ROLES)).as("it is granted already").isEmpty();
        auth.ask(revoke());
        assertThat(auth.read(Topics.USERS_ROLES)).hasSize(1);
    }

    /** By the revision an instance issues the token from the account as it was then, without the role. */
    @Test
    void aRefreshedSessionHasTheRevisionThatRevokedTheRole() {
        auth.send(open());
        auth.send(grant());
        auth.send(revoke());
        assertThat(auth.ask(rotate("first", "second")))
                .isInstanceOfSatisfying(
                        AuthResult.Accepted.class,
                        accepted -> assertThat(accepted.revision()).isEqualTo(3));
        assertThat(auth.ask(rotateAgain("first", "second")))
                .isInstanceOfSatisfying(
                        AuthResult.Accepted.class,
                        accepted -> assertThat(accepted.revision()).isEqualTo(3));
    }

    private Account account() {
        List<ProducerRecord<String, byte[]>> credentials = auth.read(AuthTopics.CREDENTIALS);
        assertThat(credentials).hasSize(1);
        return new SealedCodec<>(auth.vault, AuthTopics.CREDENTIALS, Account.class)
                .read(credentials.getFirst().key(), credentials.getFirst().value());
    }

    private void drain() {
        auth.read(Topics.USERS_ROLES);
        auth.read(AuthTopics.CREDENTIALS);
    }

    private static AuthCommand grant() {
        return new AuthCommand.GrantRole(ALICE, "moderator", OPERATOR, NOW);
    }

    private static AuthCommand revoke() {
        return new AuthCommand.RevokeRole(ALICE, "moderator", OPERATOR, NOW);
    }
}
