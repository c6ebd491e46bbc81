package io.livemarket.auth.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.livemarket.auth.config.AccountsProperties;
import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.AuthResult;
import io.livemarket.auth.tokens.PasswordHashing;
import io.livemarket.auth.tokens.Roles;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeletionsTest {

    private static final UUID ANA = UUID.randomUUID();
    private static final String PASSWORD = "correct horse";
    private static final String HOME = "192.0.2.1";
    private static final Roles.Holders NOBODY = new Roles.Holders(Set.of(), Set.of());

    private final PasswordHashing hashing = new PasswordHashing(new AccountsProperties.Hashing(7_168, 1, 1, 1, 100));
    private final LoginLimits limits = new LoginLimits(
            new AccountsProperties.Limits(
                    5, 20, Duration.ofMinutes(15), 1, 1, 1, 20, 30, 6_000, List.of("127.0.0.0/8"), 1_000),
            Duration.ofMinutes(1));
    private final List<AuthCommand.DeleteAccount> asked = new ArrayList<>();
    private Account ana = account(hashing.hash(PASSWORD));

    @AfterEach
    void stop() {
        hashing.close();
    }

    @Test
    void theWriterIsAskedAgainstTheHashThatWasVerified() throws Exception {
        deletions(this::decide, NOBODY).delete(ANA, PASSWORD, HOME);
        assertThat(asked)
                .singleElement()
                .extracting(AuthCommand.DeleteAccount::passwordMark)
                .isEqualTo(ana.passwordMark());
    }

    @Test
    void aPasswordThatWasChangedMeanwhileDeletesNothing() {
        refused(
                command -> {
                    ana = account(hashing.hash("another one's"));
                    return decide(command);
                },
                NOBODY,
                ErrorCode.WRONG_PASSWORD);
        assertThat(asked).hasSize(1);
    }

    /** A log-in hashed the password anew at the same time. */
    @Test
    void aHashThatWasReplacedMeanwhileIsVerifiedAgain() throws Exception {
        deletions(
                        command -> {
                            if (asked.isEmpty()) {
                                ana = account(hashing.hash(PASSWORD));
                            }
                            return decide(command);
                        },
                        NOBODY)
                .delete(ANA, PASSWORD, HOME);
        assertThat(asked)
                .hasSize(2)
                .last()
                .extracting(AuthCommand.DeleteAccount::passwordMark)
                .isEqualTo(ana.passwordMark());
    }

    @Test
    void anAccountWithARoleIsNotDeleted() {
        refused(this::decide, new Roles.Holders(Set.of(ANA), Set.of()), ErrorCode.FORBIDDEN);
        assertThat(asked).isEmpty();
    }

    private AuthResult decide(AuthCommand command) {
        AuthCommand.DeleteAccount delete = (AuthCommand.DeleteAccount) command;
        asked.add(delete);
        return delete.passwordMark().equals(ana.passwordMark())
                ? new AuthResult.Accepted(UUID.randomUUID(), ANA, 2, false, null)
                : new AuthResult.Refused(UUID.randomUUID(), List.of(ErrorCode.WRONG_PASSWORD));
    }

    private void refused(Function<AuthCommand, AuthResult> writer, Roles.Holders moderators, ErrorCode code) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> deletions(writer, moderators).delete(ANA, PASSWORD, HOME))
                .extracting(ApiException::code)
                .isEqualTo(code);
    }

    private Deletions deletions(Function<AuthCommand, AuthResult> writer, Roles.Holders moderators) {
        return new Deletions(
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
                (_, _, _) -> Optional.of(ana),
                hashing,
                limits,
                new Roles(moderators, NOBODY),
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
