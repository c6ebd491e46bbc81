package io.livemarket.auth.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.livemarket.auth.config.AccountsProperties;
import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.AuthCommand.RequestPasswordReset;
import io.livemarket.auth.domain.AuthCommand.ResetPassword;
import io.livemarket.auth.domain.AuthResult;
import io.livemarket.auth.domain.MailToken;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordResetsTest {

    private static final UUID ANA = UUID.randomUUID();
    private static final String NEXT = "battery staple";

    private final PasswordHashing hashing = new PasswordHashing(new AccountsProperties.Hashing(7_168, 1, 1, 1, 100));
    private final List<AuthCommand> submitted = new ArrayList<>();
    private final List<ResetPassword> asked = new ArrayList<>();
    private final String token = new MailToken(ANA, "s".repeat(43)).text();
    private int lookUps;
    private AuthResult result = new AuthResult.Accepted(UUID.randomUUID(), ANA, 2, false, null);
    private Account ana = account(hashing.hash("correct horse"));

    @AfterEach
    void stop() {
        hashing.close();
    }

    /** Work is counted, not time: one command, no account looked up, no decision awaited, for any name. */
    @Test
    void requestsForKnownAndUnknownAccountsTakeEqualSteps() {
        resets().request(new Requests.Account("ana-maria", null), null);
        resets().request(new Requests.Account("nobody", null), null);
        resets().request(new Requests.Account(null, "nobody@example.org"), null);
        assertThat(submitted).hasSize(3);
        assertThat(asked).isEmpty();
        assertThat(lookUps).isZero();
    }

    @Test
    void eachRequestHasASecretOfItsOwn() {
        resets().request(new Requests.Account("ana-maria", null), "es");
        resets().request(new Requests.Account("ana-maria", null), "es");
        assertThat(submitted)
                .extracting(command -> ((RequestPasswordReset) command).mail().secret())
                .doesNotHaveDuplicates()
                .allMatch(secret -> MailToken.parse(ANA + "." + secret).isPresent());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "NULL",
            value = {
                "es-AR,es|es",
                "fr,en|en",
                "de-DE,es;q=0.5,en;q=0.4|es",
                "not a header;;|en",
                "NULL|en",
                "en-US,es|en",
                "de|en"
            })
    void theMailIsInTheFirstSupportedLanguage(String header, String language) {
        resets().request(new Requests.Account("ana-maria", null), header);
        assertThat(((RequestPasswordReset) submitted.getFirst()).mail().language())
                .isEqualTo(language);
    }

    /** One hash, and one command, also for a link of no account. */
    @Test
    void aResetTakesEqualStepsWhetherTheLinkIsValid() throws Exception {
        assertThat(resets().confirm(new Requests.Reset(token, NEXT))).isEqualTo(ANA);
        result = new AuthResult.Refused(UUID.randomUUID(), List.of(ErrorCode.LINK_INVALID));
        refused(new Requests.Reset(token, NEXT), ErrorCode.LINK_INVALID);
        refused(
                new Requests.Reset(new MailToken(UUID.randomUUID(), "s".repeat(43)).text(), NEXT),
                ErrorCode.LINK_INVALID);
        assertThat(asked).hasSize(3).allMatch(command -> hashing.verify(NEXT, command.passwordHash()));
        assertThat(asked.getFirst().tokenHash()).isEqualTo(new MailToken(ANA, "s".repeat(43)).hash());
    }

    @Test
    void aPasswordHasTheRulesOfARegistration() {
        refused(new Requests.Reset(token, "short"), ErrorCode.WEAK_PASSWORD);
        refused(new Requests.Reset(token, "1234567890"), ErrorCode.WEAK_PASSWORD);
        refused(new Requests.Reset(token, null), ErrorCode.WEAK_PASSWORD);
        refused(new Requests.Reset(null, NEXT), ErrorCode.INVALID_REQUEST);
        refused(new Requests.Reset("no token", NEXT), ErrorCode.LINK_INVALID);
        assertThat(asked).isEmpty();
    }

    /** To a stranger without a good link the writer answers link_invalid. */
    @Test
    void aPasswordWithTheNameIsDecidedByTheWriter() {
        result = new AuthResult.Refused(UUID.randomUUID(), List.of(ErrorCode.WEAK_PASSWORD));
        refused(new Requests.Reset(token, "the name is ana-maria"), ErrorCode.WEAK_PASSWORD);
        assertThat(asked.getFirst().namesTheUser()).isTrue();
    }

    @Test
    void aRepeatedResetNeedsThePasswordForTheFirstResponse() throws Exception {
        ana = account(hashing.hash(NEXT));
        result = new AuthResult.Accepted(UUID.randomUUID(), ANA, 1, true, Instant.EPOCH);
        assertThat(resets().confirm(new Requests.Reset(token, NEXT))).isEqualTo(ANA);
        refused(new Requests.Reset(token, "another password"), ErrorCode.LINK_INVALID);
    }

    private void refused(Requests.Reset body, ErrorCode code) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> resets().confirm(body))
                .extracting(ApiException::code)
                .isEqualTo(code);
    }

    private PasswordResets resets() {
        AccountsProperties.Mail settings = new AccountsProperties.Mail(
                Duration.ofMinutes(30), Duration.ofDays(1), Duration.ofDays(3), 3, 5, 10, 100, 20, 10, 6, 100, 600);
        return new PasswordResets(
                command -> {
                    asked.add((ResetPassword) command);
                    return result;
                },
                submitted::add,
                new Logins.Accounts() {
                    @Override
                    public void awaitFresh() {}

                    @Override
                    public Optional<Account> find(Requests.Login login) {
                        lookUps++;
                        return Optional.empty();
                    }

                    @Override
                    public Optional<Account> byId(UUID userId) {
                        lookUps++;
                        return userId.equals(ANA) ? Optional.of(ana) : Optional.empty();
                    }
                },
                hashing,
                new MailRequests(settings, true),
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
