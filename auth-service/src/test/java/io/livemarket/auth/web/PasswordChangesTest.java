package io.livemarket.auth.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.livemarket.auth.config.AccountsProperties;
import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.AuthResult;
import io.livemarket.auth.tokens.PasswordHashing;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import jakarta.validation.Validation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordChangesTest {

    private static final UUID ANA = UUID.randomUUID();
    private static final UUID SESSION = UUID.randomUUID();
    private static final String CURRENT = "correct horse";
    private static final String NEXT = "battery staple";
    private static final PasswordChanges.Caller CALLER = new PasswordChanges.Caller(ANA, SESSION, "192.0.2.1");

    private final PasswordHashing hashing = new PasswordHashing(new AccountsProperties.Hashing(7_168, 1, 1, 1, 100));
    private final LoginLimits limits = new LoginLimits(
            new AccountsProperties.Limits(
                    5, 20, Duration.ofMinutes(15), 1, 1, 1, 20, 30, 6_000, List.of("127.0.0.0/8"), 1_000),
            Duration.ofMinutes(1));
    private final List<AuthCommand.ChangePassword> asked = new ArrayList<>();
    private Account ana = account(hashing.hash(CURRENT));

    @AfterEach
    void stop() {
        hashing.close();
    }

    @Test
    void theNewHashReplacesTheVerifiedOneOnly() throws Exception {
        changes(this::decide).change(CALLER, new Requests.ChangePassword(CURRENT, NEXT));
        AuthCommand.ChangePassword command = asked.getFirst();
        assertThat(command.userId()).isEqualTo(ANA);
        assertThat(command.keptSession()).isEqualTo(SESSION);
        assertThat(hashing.verify(NEXT, command.passwordHash())).isTrue();
    }

    @Test
    void aRepeatedPasswordChangeGetsTheFirstResponse() throws Exception {
        changes(this::decide).change(CALLER, new Requests.ChangePassword(CURRENT, NEXT));
        changes(this::decide).change(CALLER, new Requests.ChangePassword(CURRENT, NEXT));
        assertThat(asked).hasSize(1);
    }

    @Test
    void wrongCurrentPasswordsAreCountedAsFailedLogInsAre() {
        for (int i = 0; i < 5; i++) {
            refused(new Requests.ChangePassword("wrong horse", NEXT), ErrorCode.WRONG_PASSWORD);
        }
        refused(new Requests.ChangePassword(CURRENT, NEXT), ErrorCode.RATE_LIMITED);
        assertThat(asked).isEmpty();
    }

    @Test
    void aNewPasswordHasTheRulesOfARegistration() {
        refused(new Requests.ChangePassword(CURRENT, "short"), ErrorCode.WEAK_PASSWORD);
        refused(new Requests.ChangePassword(CURRENT, "1234567890"), ErrorCode.WEAK_PASSWORD);
        refused(new Requests.ChangePassword(CURRENT, "the name is ana-maria"), ErrorCode.WEAK_PASSWORD);
        refused(new Requests.ChangePassword(CURRENT, null), ErrorCode.WEAK_PASSWORD);
        refused(new Requests.ChangePassword(null, NEXT), ErrorCode.INVALID_REQUEST);
    }

    /** A log-in hashed the password anew at the same time. */
    @Test
    void aHashThatWasReplacedMeanwhileIsVerifiedAgain() throws Exception {
        changes(command -> {
                    if (asked.isEmpty()) {
                        ana = account(hashing.hash(CURRENT));
                    }
                    return decide(command);
                })
                .change(CALLER, new Requests.ChangePassword(CURRENT, NEXT));
        assertThat(asked).hasSize(2);
        assertThat(hashing.verify(NEXT, ana.passwordHash())).isTrue();
    }

    @Test
    void aPasswordThatWasChangedMeanwhileIsWrong() {
        PasswordChanges changes = changes(command -> {
            ana = account(hashing.hash("another one's"));
            return decide(command);
        });
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> changes.change(CALLER, new Requests.ChangePassword(CURRENT, NEXT)))
                .extracting(ApiException::code)
                .isEqualTo(ErrorCode.WRONG_PASSWORD);
    }

    private AuthResult decide(AuthCommand command) {
        AuthCommand.ChangePassword change = (AuthCommand.ChangePassword) command;
        asked.add(change);
        if (!change.passwordMark().equals(ana.passwordMark())) {
            return new AuthResult.Refused(UUID.randomUUID(), List.of(ErrorCode.WRONG_PASSWORD));
        }
        ana = account(change.passwordHash());
        return new AuthResult.Accepted(UUID.randomUUID(), ANA, 2, false, null);
    }

    private void refused(Requests.ChangePassword body, ErrorCode code) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> changes(this::decide).change(CALLER, body))
                .extracting(ApiException::code)
                .isEqualTo(code);
    }

    private PasswordChanges changes(Function<AuthCommand, AuthResult> writer) {
        return new PasswordChanges(
                writer,
                new Logins.Accounts() {
                    @Override
                    public void awaitFresh() {}

                    @Override
                    public Optional<Account> find(Requests.Login login) {
                        return Optional.empty();
                    }

                    @Override
                    public Optional<Account> byId(UUID userId) {
                        return userId.equals(ANA) ? Optional.of(ana) : Optional.empty();
                    }
                },
                hashing,
                limits,
                Validation.buildDefaultValidatorFactory().getValidator(),
                InstantSource.system());
    }

    private static Account account(String hash) {
        return new Account(
                ANA,
                1,
                1,
                "ana-maria",
                "ana@example.org",
                hash,
                null,
                List.of("user"),
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
