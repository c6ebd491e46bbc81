package io.livemarket.auth.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** The state on which auth-service's deciders decide, in memory; immutable. */
record AuthWorld(
        Map<UUID, Account> accounts,
        Map<String, Registration> registrations,
        Map<UUID, RefreshFamily> families,
        List<SigningKey> keys,
        Map<UUID, MailedLinks> links,
        MailCounts counts)
        implements Accounts {

    static final AuthWorld NONE = new AuthWorld(Map.of(), Map.of(), Map.of(), List.of(), Map.of(), MailCounts.none());

    AuthWorld with(Account account) {
        return new AuthWorld(with(accounts, account.userId(), account), registrations, families, keys, links, counts);
    }

    AuthWorld with(String key, Registration registration) {
        return new AuthWorld(accounts, with(registrations, key, registration), families, keys, links, counts);
    }

    AuthWorld with(RefreshFamily family) {
        return new AuthWorld(accounts, registrations, with(families, family.familyId(), family), keys, links, counts);
    }

    /** The number of service accounts. */
    int services() {
        return (int) accounts.values().stream()
                .filter(account -> account.service() != null)
                .count();
    }

    AuthWorld withoutFamily(UUID familyId) {
        Map<UUID, RefreshFamily> left = new HashMap<>(families);
        left.remove(familyId);
        return new AuthWorld(accounts, registrations, left, keys, links, counts);
    }

    AuthWorld with(KeyDecider.KeyDecision decision) {
        Map<UUID, SigningKey> stored = new LinkedHashMap<>();
        keys.forEach(key -> stored.put(key.keyId(), key));
        decision.changed().forEach(key -> stored.put(key.keyId(), key));
        decision.gone().forEach(stored::remove);
        List<SigningKey> left = new ArrayList<>(stored.values());
        return new AuthWorld(accounts, registrations, families, left, links, counts);
    }

    AuthWorld with(MailedLinks mailed) {
        return new AuthWorld(accounts, registrations, families, keys, with(links, mailed.userId(), mailed), counts);
    }

    AuthWorld with(MailCounts mails) {
        return new AuthWorld(accounts, registrations, families, keys, links, mails);
    }

    private static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
        Map<K, V> more = new HashMap<>(map);
        more.put(key, value);
        return more;
    }

    /** The account with this id, which exists. */
    Account account(UUID userId) {
        return byId(userId).orElseThrow();
    }

    Optional<RefreshFamily> family(UUID familyId) {
        return Optional.ofNullable(families.get(familyId));
    }

    MailedLinks links(UUID userId) {
        return links.getOrDefault(userId, MailedLinks.none(userId));
    }

    @Override
    public Optional<Account> byId(UUID userId) {
        return Optional.ofNullable(accounts.get(userId));
    }

    @Override
    public Optional<UUID> holderOfUsername(String folded) {
        return holder(account -> account.username().equalsIgnoreCase(folded));
    }

    @Override
    public Optional<UUID> holderOfEmail(String folded) {
        return holder(account -> account.email().equalsIgnoreCase(folded));
    }

    private Optional<UUID> holder(Predicate<Account> holds) {
        return accounts.values().stream().filter(holds).map(Account::userId).findFirst();
    }

    @Override
    public Optional<Registration> registration(String idempotencyKey) {
        return Optional.ofNullable(registrations.get(idempotencyKey));
    }
}
