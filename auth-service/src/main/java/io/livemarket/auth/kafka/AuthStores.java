package io.livemarket.auth.kafka;

import io.livemarket.auth.crypto.SealedSerde;
import io.livemarket.auth.crypto.Vault;
import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.Accounts;
import io.livemarket.auth.domain.RefreshFamily;
import io.livemarket.auth.domain.Registration;
import io.livemarket.auth.domain.SigningKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The writer's state: accounts and who holds which name and address, families of refresh tokens, signing keys, used
 * idempotency keys, and what ends when. Changelogs restore it; their values are sealed, and an address is only ever a keyed
 * hash in a key.
 */
final class AuthStores implements Accounts {

    private static final String ACCOUNTS = "accounts";
    private static final String USERNAMES = "usernames";
    private static final String EMAILS = "emails";
    private static final String FAMILIES = "families";
    private static final String KEYS = "signing-keys";
    private static final String REGISTRATIONS = "registrations";
    private static final String DEADLINES = "deadlines";

    private final Vault vault;
    private final KeyValueStore<String, Account> accounts;
    private final KeyValueStore<String, String> usernames;
    private final KeyValueStore<String, String> emails;
    private final KeyValueStore<String, RefreshFamily> families;
    private final KeyValueStore<String, SigningKey> keys;
    private final KeyValueStore<String, Registration> registrations;
    private final KeyValueStore<String, String> deadlines;

    AuthStores(ProcessingContext context, Vault vault) {
        this.vault = vault;
        accounts = context.getStateStore(ACCOUNTS);
        usernames = context.getStateStore(USERNAMES);
        emails = context.getStateStore(EMAILS);
        families = context.getStateStore(FAMILIES);
        keys = context.getStateStore(KEYS);
        registrations = context.getStateStore(REGISTRATIONS);
        deadlines = context.getStateStore(DEADLINES);
    }

    static List<StoreBuilder<?>> builders(Vault vault) {
        return List.of(
                builder(ACCOUNTS, sealed(vault, ACCOUNTS, Account.class)),
                builder(USERNAMES, Serdes.String()),
                builder(EMAILS, Serdes.String()),
                builder(FAMILIES, sealed(vault, FAMILIES, RefreshFamily.class)),
                builder(KEYS, sealed(vault, KEYS, SigningKey.class)),
                builder(REGISTRATIONS, sealed(vault, REGISTRATIONS, Registration.class)),
                builder(DEADLINES, Serdes.String()));
    }

    private static <T> Serde<T> sealed(Vault vault, String store, Class<T> type) {
        return new SealedSerde<>(vault, "store " + store, type);
    }

    private static <T> StoreBuilder<?> builder(String name, Serde<T> values) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), values)
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
    }

    @Override
    public Optional<Account> byId(UUID userId) {
        return Optional.ofNullable(accounts.get(userId.toString()));
    }

    @Override
    public Optional<UUID> holderOfUsername(String folded) {
        return Optional.ofNullable(usernames.get(folded)).map(UUID::fromString);
    }

    @Override
    public Optional<UUID> holderOfEmail(String folded) {
        return Optional.ofNullable(emails.get(emailKey(folded))).map(UUID::fromString);
    }

    @Override
    public Optional<Registration> registration(String idempotencyKey) {
        return Optional.ofNullable(registrations.get(idempotencyKey));
    }

    /** Keeps an account, and moves its name and address. */
    void put(Account previous, Account account) {
        String id = account.userId().toString();
        if (previous != null) {
            usernames.delete(Account.folded(previous.username()));
            emails.delete(emailKey(Account.folded(previous.email())));
        }
        usernames.put(Account.folded(account.username()), id);
        emails.put(emailKey(Account.folded(account.email())), id);
        accounts.put(id, account);
    }

    void put(String idempotencyKey, Registration registration, Instant until) {
        registrations.put(idempotencyKey, registration);
        deadlines.put(deadline(until, REGISTRATIONS, idempotencyKey), "");
    }

    Optional<RefreshFamily> family(UUID familyId) {
        return Optional.ofNullable(families.get(familyId.toString()));
    }

    void put(RefreshFamily family) {
        String id = family.familyId().toString();
        if (families.get(id) == null) {
            deadlines.put(deadline(family.expiresAt(), FAMILIES, id), "");
        }
        families.put(id, family);
    }

    void deleteFamily(UUID familyId) {
        families.delete(familyId.toString());
    }

    List<SigningKey> keys() {
        List<SigningKey> all = new ArrayList<>();
        try (KeyValueIterator<String, SigningKey> each = keys.all()) {
            each.forEachRemaining(entry -> all.add(entry.value));
        }
        return all;
    }

    void put(SigningKey key) {
        keys.put(key.keyId().toString(), key);
    }

    void deleteKey(UUID keyId) {
        keys.delete(keyId.toString());
    }

    /** Forgets what ended by then; a family that was renewed meanwhile gets a later deadline. */
    void expire(Instant now) {
        List<String> due = new ArrayList<>();
        try (KeyValueIterator<String, String> each = deadlines.range("", deadline(now, "", ""))) {
            while (each.hasNext()) {
                KeyValue<String, String> entry = each.next();
                due.add(entry.key);
            }
        }
        for (String deadline : due) {
            String[] parts = deadline.split(" ", 3);
            deadlines.delete(deadline);
            if (parts[1].equals(REGISTRATIONS)) {
                registrations.delete(parts[2]);
            } else {
                expireFamily(parts[2], now);
            }
        }
    }

    private void expireFamily(String id, Instant now) {
        RefreshFamily family = families.get(id);
        if (family == null) {
            return;
        }
        if (now.isBefore(family.expiresAt())) {
            deadlines.put(deadline(family.expiresAt(), FAMILIES, id), "");
        } else {
            families.delete(id);
        }
    }

    private static String deadline(Instant at, String store, String key) {
        return "%015d %s %s".formatted(at.toEpochMilli(), store, key);
    }

    private String emailKey(String folded) {
        return vault.fingerprint("e-mail", folded);
    }
}
