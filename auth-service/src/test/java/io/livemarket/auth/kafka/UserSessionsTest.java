package io.livemarket.auth.kafka;

import static io.livemarket.auth.kafka.DecidingAuth.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.AuthResult;
import io.livemarket.auth.domain.RefreshFamily;
import io.livemarket.auth.domain.SessionsDecider;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.users.AccessFact;
import io.livemarket.events.users.AccessFact.PasswordChanged;
import io.livemarket.events.users.AccessFact.SessionEnded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All sessions of one user: they end together, and there are not more than so many. */
class UserSessionsTest {

    private static final EventCodec<AccessFact> FACTS = EventCodec.of(AccessFact.class);
    private static final String NEXT = "$argon2id$next-hash-of-alice";

    private final DecidingAuth auth = new DecidingAuth();
    private final UUID phone = UUID.randomUUID();
    private final UUID laptop = UUID.randomUUID();
    private final UUID stranger = UUID.randomUUID();
    private final String mark = account(HASH).passwordMark();

    @BeforeEach
    void live() {
        auth.prepare();
        auth.send(register(ALICE, "alice", null));
        auth.send(register(BOB, "bob", null));
        open(phone, ALICE, 1);
        open(laptop, ALICE, 1);
        open(stranger, BOB, 1);
    }

    @Test
    void aPasswordChangeEndsTheOtherSessionsOnly() {
        auth.read(AuthTopics.CREDENTIALS);
        assertThat(auth.ask(change(mark, phone))).isInstanceOf(AuthResult.Accepted.class);
        assertThat(facts())
                .containsExactly(
                        new PasswordChanged(ALICE, NOW),
                        new SessionEnded(ALICE, RefreshFamily.sessionOf(laptop), "password_change", NOW));
        assertThat(auth.read(AuthTopics.CREDENTIALS))
                .singleElement()
                .satisfies(record -> assertThat(new SealedCodec<>(auth.vault, AuthTopics.CREDENTIALS, Account.class)
                                .read(record.key(), record.value()))
                        .extracting(Account::passwordHash, Account::revision, Account::version)
                        .containsExactly(NEXT, 2L, 1L));
        assertThat(code(renew(laptop))).isEqualTo(ErrorCode.REFRESH_TOKEN_INVALID);
        assertThat(renew(phone)).isInstanceOf(AuthResult.Accepted.class);
        assertThat(renew(stranger)).isInstanceOf(AuthResult.Accepted.class);
    }

    @Test
    void verificationsOfAFormerPasswordAreRejected() {
        auth.send(change(mark, phone));
        facts();
        assertThat(code(auth.ask(change(mark, laptop)))).isEqualTo(ErrorCode.WRONG_PASSWORD);
        assertThat(facts()).isEmpty();
        assertThat(code(auth.ask(opening(UUID.randomUUID(), mark)))).isEqualTo(ErrorCode.BAD_CREDENTIALS);
        assertThat(auth.ask(opening(UUID.randomUUID(), account(NEXT).passwordMark())))
                .isInstanceOf(AuthResult.Accepted.class);
    }

    /** Two instances hash the password anew at log-ins at the same time. */
    @Test
    void ofTwoNewHashesOfAPasswordOneIsKept() {
        auth.read(AuthTopics.CREDENTIALS);
        assertThat(auth.ask(new AuthCommand.ReplacePasswordHash(ALICE, mark, NEXT, NOW.plusSeconds(5))))
                .isInstanceOf(AuthResult.Accepted.class);
        assertThat(auth.ask(new AuthCommand.ReplacePasswordHash(ALICE, mark, "$argon2id$other", NOW)))
                .isInstanceOf(AuthResult.Accepted.class);
        assertThat(auth.read(AuthTopics.CREDENTIALS))
                .singleElement()
                .satisfies(record -> assertThat(new SealedCodec<>(auth.vault, AuthTopics.CREDENTIALS, Account.class)
                                .read(record.key(), record.value()))
                        .extracting(Account::passwordHash, Account::revision, Account::updatedAt)
                        .containsExactly(NEXT, 2L, NOW));
        assertThat(facts()).isEmpty();
        assertThat(renew(phone)).isInstanceOf(AuthResult.Accepted.class);
        assertThat(code(auth.ask(new AuthCommand.ReplacePasswordHash(UUID.randomUUID(), mark, NEXT, NOW))))
                .isEqualTo(ErrorCode.USER_NOT_FOUND);
    }

    @Test
    void anUnknownAccountsPasswordCannotBeChanged() {
        assertThat(code(auth.ask(new AuthCommand.ChangePassword(UUID.randomUUID(), mark, NEXT, null, NOW))))
                .isEqualTo(ErrorCode.USER_NOT_FOUND);
    }

    @Test
    void aUserEndsAllSessionsOrAllButOne() {
        auth.ask(new AuthCommand.EndSessions(ALICE, RefreshFamily.sessionOf(phone), NOW));
        assertThat(facts())
                .containsExactly(new SessionEnded(ALICE, RefreshFamily.sessionOf(laptop), "logout_everywhere", NOW));
        auth.ask(new AuthCommand.EndSessions(ALICE, null, NOW));
        assertThat(facts())
                .containsExactly(new SessionEnded(ALICE, RefreshFamily.sessionOf(phone), "logout_everywhere", NOW));
        assertThat(auth.ask(new AuthCommand.EndSessions(ALICE, null, NOW)))
                .as("again")
                .isInstanceOf(AuthResult.Accepted.class);
        assertThat(facts()).isEmpty();
        assertThat(code(renew(phone))).isEqualTo(ErrorCode.REFRESH_TOKEN_INVALID);
        assertThat(renew(stranger)).isInstanceOf(AuthResult.Accepted.class);
    }

    @Test
    void aSessionEndedByReuseIsAnnouncedOnce() {
        renew(laptop);
        renew(laptop);
        facts();
        auth.ask(new AuthCommand.EndSessions(ALICE, RefreshFamily.sessionOf(phone), NOW));
        assertThat(facts()).isEmpty();
    }

    @Test
    void anotherOwnerOfThePartitionKnowsWhoseSessionsTheyAre() {
        auth.restart();
        auth.send(change(mark, phone));
        assertThat(facts()).hasSize(2);
        auth.restart();
        assertThat(code(renew(laptop))).isEqualTo(ErrorCode.REFRESH_TOKEN_INVALID);
        assertThat(renew(phone)).isInstanceOf(AuthResult.Accepted.class);
    }

    @Test
    void theNextMasterKeySealsTheSessionsOwnerAgain() {
        auth.opening = vault(2, 1);
        auth.restart();
        auth.prepare();
        auth.advance(Duration.ofMinutes(2));
        auth.compact();
        auth.vault = vault(2);
        auth.opening = vault(2);
        auth.restart();
        auth.prepare();
        auth.send(new AuthCommand.EndSessions(ALICE, null, NOW));
        assertThat(facts()).hasSize(2);
    }

    @Test
    void aSessionOverTheLimitEndsTheLeastRecentlyRenewed() {
        List<UUID> more = IntStream.range(2, SessionsDecider.MOST)
                .mapToObj(i -> open(UUID.randomUUID(), ALICE, 2))
                .toList();
        renew(phone);
        facts();
        open(UUID.randomUUID(), ALICE, 2);
        assertThat(facts()).containsExactly(new SessionEnded(ALICE, RefreshFamily.sessionOf(laptop), "surplus", NOW));
        assertThat(auth.contents().keySet())
                .filteredOn(key -> key.startsWith("family:"))
                .hasSize(SessionsDecider.MOST + 1);
        assertThat(renew(more.getFirst())).isInstanceOf(AuthResult.Accepted.class);
        assertThat(renew(stranger)).isInstanceOf(AuthResult.Accepted.class);
    }

    /** The state of an earlier version, whose writer had no lists. */
    @Test
    void anUnlistedSessionJoinsItsUsersListAtARefresh() {
        auth.forget("user-sessions:" + ALICE);
        assertThat(renew(laptop)).isInstanceOf(AuthResult.Accepted.class);
        auth.send(new AuthCommand.EndSessions(ALICE, null, NOW));
        assertThat(facts())
                .containsExactly(new SessionEnded(ALICE, RefreshFamily.sessionOf(laptop), "logout_everywhere", NOW));
        assertThat(code(renew(phone)))
                .as("never renewed since, and ended with the others")
                .isEqualTo(ErrorCode.REFRESH_TOKEN_INVALID);
    }

    /** Right after an upgrade no session is on a list, the one that asks neither. */
    @Test
    void aKeptSessionContinuesThoughItIsUnlisted() {
        auth.forget("user-sessions:" + ALICE);
        assertThat(auth.ask(change(mark, phone))).isInstanceOf(AuthResult.Accepted.class);
        auth.restart();
        assertThat(code(renew(laptop))).isEqualTo(ErrorCode.REFRESH_TOKEN_INVALID);
        assertThat(renew(phone)).isInstanceOf(AuthResult.Accepted.class);
        auth.send(new AuthCommand.EndSessions(ALICE, null, NOW));
        assertThat(code(auth.ask(
                        new AuthCommand.RotateRefresh(phone, "second", "third", NOW.plus(Duration.ofHours(3)), NOW))))
                .isEqualTo(ErrorCode.REFRESH_TOKEN_INVALID);
    }

    @Test
    void nothingIsKeptOfAUserWhoseSessionsAllEnded() {
        auth.advance(Duration.ofHours(5));
        assertThat(auth.contents().keySet())
                .noneMatch(key -> key.startsWith("family:") || key.startsWith("user-sessions:"));
    }

    /** More users than one sweep looks at. */
    @Test
    void endedSessionsLeaveNothingAfterACompleteSweep() {
        for (int i = 0; i < 1_050; i++) {
            UUID user = new UUID(7, i);
            auth.send(register(user, "user" + i, null));
            open(new UUID(8, i), user, 1);
            auth.send(new AuthCommand.EndSessions(user, null, NOW));
        }
        auth.advance(Duration.ofMinutes(3));
        assertThat(lists())
                .as("the clock of the instance that asked may be ahead")
                .hasSize(1_052);
        auth.advance(Duration.ofMinutes(62));
        assertThat(lists()).isEmpty();
    }

    /** An earlier version's writer opened it, so that it is on no list. */
    @Test
    void anEndedSessionIsRejectedWithoutItsUsersList() {
        UUID former = open(UUID.randomUUID(), ALICE, 24);
        auth.forget("user-sessions:" + ALICE);
        auth.send(new AuthCommand.EndSessions(ALICE, null, NOW));
        auth.advance(Duration.ofHours(4));
        assertThat(lists()).isEmpty();
        assertThat(code(renew(former))).isEqualTo(ErrorCode.REFRESH_TOKEN_INVALID);
        assertThat(auth.contents().keySet()).noneMatch(key -> key.equals("family:" + former));
    }

    private List<String> lists() {
        return auth.contents().keySet().stream()
                .filter(key -> key.startsWith("user-sessions:"))
                .toList();
    }

    private UUID open(UUID family, UUID user, int hours) {
        auth.send(new AuthCommand.OpenSession(family, user, "first", NOW.plus(Duration.ofHours(hours)), NOW));
        return family;
    }

    private static AuthCommand opening(UUID family, String mark) {
        return new AuthCommand.OpenSession(family, ALICE, "first", NOW.plus(Duration.ofHours(1)), NOW, mark);
    }

    private AuthResult renew(UUID family) {
        return auth.ask(new AuthCommand.RotateRefresh(family, "first", "second", NOW.plus(Duration.ofHours(3)), NOW));
    }

    private static AuthCommand change(String mark, UUID kept) {
        return new AuthCommand.ChangePassword(ALICE, mark, NEXT, RefreshFamily.sessionOf(kept), NOW);
    }

    private static Account account(String hash) {
        return new Account(
                ALICE,
                1,
                1,
                "alice",
                "a@example.org",
                hash,
                null,
                List.of("user"),
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private static ErrorCode code(AuthResult result) {
        return ((AuthResult.Refused) result).codes().getFirst();
    }

    private List<AccessFact> facts() {
        return auth.read(Topics.USERS_SESSIONS).stream()
                .map(record -> FACTS.read(record.headers(), record.value()).orElseThrow())
                .toList();
    }
}
