package io.livemarket.auth.kafka;

import io.livemarket.auth.crypto.Vault;
import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.Accounts;
import io.livemarket.auth.domain.Registration;
import io.livemarket.auth.domain.SigningKey;
import io.livemarket.kit.engine.Entries;
import io.livemarket.kit.engine.PartitionState;
import io.livemarket.kit.engine.ValueCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * The decider's state. Accounts, and the holders of names and addresses, are the fold of the credentials; families of
 * refresh tokens, signing keys and used idempotency keys are in the journal. Values are sealed, and keys have only a
 * keyed hash of an address.
 */
final class AuthState implements Accounts {

    static final String FAMILIES = "families";
    static final String REGISTRATIONS = "registrations";

    private static final Duration IDEMPOTENCY_KEYS_KEPT = Duration.ofDays(1);
    private static final int SWEPT_AT_ONCE = 1_000;

    private final Vault vault;
    private final Entries<Account> accounts;
    private final Entries<String> usernames;
    private final Entries<String> emails;
    private final Entries<String> services;
    private final RefreshFamilies families;
    private final MailState mails;
    private final Entries<SigningKey> keys;
    private final Entries<Registration> registrations;
    private String sweptRegistration = "";

    AuthState(PartitionState state, Vault vault) {
        this.vault = vault;
        accounts = state.derived("account:", SealedValues.of(vault, "accounts", Account.class), 0);
        usernames = state.derived("username:", ValueCodec.TEXT, 0);
        emails = state.derived("email:", ValueCodec.TEXT, 0);
        services = state.derived("service:", ValueCodec.TEXT, 0);
        families = new RefreshFamilies(state, vault);
        mails = new MailState(state, vault);
        keys = state.journaled("key:", SealedValues.of(vault, "signing-keys", SigningKey.class), 0);
        registrations = state.journaled("registration:", SealedValues.of(vault, REGISTRATIONS, Registration.class), 0);
    }

    @Override
    public Optional<Account> byId(UUID userId) {
        return accounts.get(userId.toString());
    }

    @Override
    public Optional<UUID> holderOfUsername(String folded) {
        return usernames.get(folded).map(UUID::fromString);
    }

    @Override
    public Optional<UUID> holderOfEmail(String folded) {
        return emails.get(emailKey(folded)).map(UUID::fromString);
    }

    @Override
    public Optional<Registration> registration(String idempotencyKey) {
        return registrations.get(idempotencyKey).filter(registration -> !isDeleted(registration.userId()));
    }

    private boolean isDeleted(UUID userId) {
        return byId(userId).filter(Account::wasDeleted).isPresent();
    }

    /**
     * Stores an account, and moves its name and address; a known revision changes nothing. A compacted log leaves
     * revisions out, so another account may have taken a name before the next revision of its former holder is folded.
     * A deleted account keeps its name, and has no address; the address of an external account has no holder here.
     */
    void put(Account account) {
        String id = account.userId().toString();
        Account before = accounts.get(id).orElse(null);
        if (before != null && before.revision() >= account.revision()) {
            return;
        }
        if (before != null) {
            release(usernames, Account.folded(before.username()), id);
            release(emails, emailKey(Account.folded(before.email())), id);
        }
        usernames.put(Account.folded(account.username()), id);
        if (account.logsInHere()) {
            emails.put(emailKey(Account.folded(account.email())), id);
        }
        if (account.service() != null) {
            services.put(id, id);
        } else if (before != null && before.service() != null) {
            services.delete(id);
        }
        accounts.put(id, account);
    }

    /** The number of service accounts. */
    int services() {
        AtomicInteger count = new AtomicInteger();
        services.forEach((_, _) -> count.incrementAndGet());
        return count.get();
    }

    private static void release(Entries<String> index, String key, String holder) {
        if (index.get(key).filter(holder::equals).isPresent()) {
            index.delete(key);
        }
    }

    void put(String idempotencyKey, Registration registration) {
        registrations.put(idempotencyKey, registration);
    }

    /** The refresh tokens. */
    RefreshFamilies families() {
        return families;
    }

    /** The mails, and their links. */
    MailState mails() {
        return mails;
    }

    List<SigningKey> keys() {
        List<SigningKey> all = new ArrayList<>();
        keys.forEach((_, key) -> all.add(key));
        return all;
    }

    void put(SigningKey key) {
        keys.put(key.keyId().toString(), key);
    }

    void deleteKey(UUID keyId) {
        keys.delete(keyId.toString());
    }

    /**
     * Deletes families, users' lists of them, links and counts of mails, and idempotency keys that have expired, and
     * idempotency keys of deleted accounts. Each call reads 1,000 entries of each kind, and the next call continues
     * after them.
     *
     * @return whether this call reached the end of each kind
     */
    boolean sweep(Instant now) {
        boolean allFamilies = families.sweep(now, SWEPT_AT_ONCE);
        boolean allMails = mails.sweep(now, SWEPT_AT_ONCE);
        sweptRegistration = sweep(
                registrations,
                sweptRegistration,
                SWEPT_AT_ONCE,
                registration -> !now.isBefore(registration.registeredAt().plus(IDEMPOTENCY_KEYS_KEPT))
                        || isDeleted(registration.userId()));
        return allFamilies && allMails && sweptRegistration.isEmpty();
    }

    static <V> String sweep(Entries<V> entries, String after, int most, Predicate<V> ended) {
        List<String> keys = entries.committedKeys(after, most);
        keys.forEach(key -> entries.get(key).filter(ended).ifPresent(_ -> entries.delete(key)));
        return keys.size() < most ? "" : keys.getLast();
    }

    /** The next ids of committed accounts, in order, as {@link Entries#committedKeys}. */
    List<String> accountIds(String after, int most) {
        return accounts.committedKeys(after, most);
    }

    Optional<Account> account(String id) {
        return accounts.get(id);
    }

    /** Writes the next idempotency keys to the journal again, sealed with the current key; returns them. */
    List<String> rewriteRegistrations(String after, int most) {
        return rewrite(registrations, after, most);
    }

    static <V> List<String> rewrite(Entries<V> entries, String after, int most) {
        List<String> keys = entries.committedKeys(after, most);
        keys.forEach(key -> entries.get(key).ifPresent(value -> entries.put(key, value)));
        return keys;
    }

    private String emailKey(String folded) {
        return vault.fingerprint("e-mail", folded);
    }
}
