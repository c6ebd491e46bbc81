package io.livemarket.auth.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.auth.config.AccountsProperties;
import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.AuthCommand.ReplacePasswordHash;
import io.livemarket.auth.tokens.PasswordHashing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RehashingTest {

    private static final String PASSWORD = "correct horse";

    private final PasswordHashing former = new PasswordHashing(new AccountsProperties.Hashing(7_168, 1, 1, 1, 100));
    private final PasswordHashing hashing = new PasswordHashing(new AccountsProperties.Hashing(8_192, 1, 1, 1, 100));
    private final Queue<AuthCommand> asked = new ConcurrentLinkedQueue<>();
    private volatile boolean away;
    private final Rehashing rehashing = new Rehashing(
            command -> {
                asked.add(command);
                if (away) {
                    throw new CompletionException(new TimeoutException("no answer"));
                }
                return null;
            },
            hashing,
            InstantSource.system());

    @AfterEach
    void stop() {
        rehashing.close();
        former.close();
        hashing.close();
    }

    @Test
    void aHashOfFormerParametersIsReplacedByTheWriter() {
        Account ana = account(former.hash(PASSWORD));
        rehashing.after(ana, PASSWORD);
        await().until(() -> !asked.isEmpty());
        ReplacePasswordHash command = (ReplacePasswordHash) asked.element();
        assertThat(command.userId()).isEqualTo(ana.userId());
        assertThat(command.passwordMark()).isEqualTo(ana.passwordMark());
        assertThat(hashing.verify(PASSWORD, command.passwordHash())).isTrue();
        assertThat(hashing.isOutdated(PASSWORD, command.passwordHash())).isFalse();
    }

    @Test
    void aCurrentHashStays() {
        rehashing.after(account(hashing.hash(PASSWORD)), PASSWORD);
        Account bob = account(former.hash(PASSWORD));
        rehashing.after(bob, PASSWORD);
        await().until(() -> !asked.isEmpty());
        assertThat(asked).singleElement().extracting(AuthCommand::subject).isEqualTo(bob.userId());
    }

    @Test
    void anUnreplacedHashIsReplacedAtTheNextLogIn() {
        Account ana = account(former.hash(PASSWORD));
        away = true;
        rehashing.after(ana, PASSWORD);
        await().until(() -> !asked.isEmpty());
        away = false;
        await().until(() -> {
            rehashing.after(ana, PASSWORD);
            return asked.size() > 1;
        });
    }

    private static Account account(String hash) {
        return new Account(
                UUID.randomUUID(),
                1,
                1,
                "ana",
                "ana@example.org",
                hash,
                null,
                List.of("user"),
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
