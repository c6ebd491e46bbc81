package io.livemarket.auth.view;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.RoleDecider;
import io.livemarket.auth.kafka.SealedCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All accounts, in memory, as the credentials topic has them: what log-in verifies against and profiles are read from.
 * Every instance has its own. About 1 KB of heap per account.
 */
public final class AccountView {

    private final SealedCodec<Account> codec;
    private final Map<UUID, Account> byId = new ConcurrentHashMap<>();
    private final Map<String, UUID> byUsername = new ConcurrentHashMap<>();
    private final Map<String, UUID> byEmail = new ConcurrentHashMap<>();
    private final NavigableSet<UUID> withGrants = new ConcurrentSkipListSet<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    public AccountView(SealedCodec<Account> codec) {
        this.codec = codec;
    }

    /** Takes the newest record of an account, in the topic's order, from one thread. */
    void apply(String key, byte[] value) {
        Account account = codec.read(key, value);
        index(byId.put(account.userId(), account), account);
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A deleted account is found by its id alone. */
    private void index(Account previous, Account account) {
        if (previous != null) {
            forget(byUsername, previous.username(), account.wasDeleted() ? "" : account.username(), account.userId());
            forget(byEmail, previous.email(), account.email(), account.userId());
        }
        if (!account.wasDeleted()) {
            byUsername.put(Account.folded(account.username()), account.userId());
            byEmail.put(Account.folded(account.email()), account.userId());
        }
        if (account.wasGranted(RoleDecider.GRANTABLE)) {
            withGrants.add(account.userId());
        } else {
            withGrants.remove(account.userId());
        }
    }

    private static void forget(Map<String, UUID> index, String before, String now, UUID userId) {
        if (!Account.folded(before).equals(Account.folded(now))) {
            index.remove(Account.folded(before), userId);
        }
    }

    /** The account of that id, a deleted one too. */
    public Optional<Account> byId(UUID userId) {
        return Optional.ofNullable(byId.get(userId));
    }

    /** The account of that user name, whatever its case. */
    public Optional<Account> byUsername(String username) {
        return Optional.ofNullable(byUsername.get(Account.folded(username))).map(byId::get);
    }

    /** The account of that e-mail address, whatever its case. */
    public Optional<Account> byEmail(String email) {
        return Optional.ofNullable(byEmail.get(Account.folded(email))).map(byId::get);
    }

    /**
     * The accounts with a role that an operator granted, in the order of their ids.
     *
     * @param after the id before the first; null for the beginning
     * @param most how many at most
     */
    public List<Account> withGrants(UUID after, int most) {
        NavigableSet<UUID> from = after == null ? withGrants : withGrants.tailSet(after, false);
        return from.stream().limit(most).map(byId::get).toList();
    }

    /** The account as soon as it has that revision or a later one; empty when it hasn't within the time given. */
    public Optional<Account> await(UUID userId, long revision, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (true) {
                Account account = byId.get(userId);
                if (account != null && account.revision() >= revision) {
                    return Optional.of(account);
                }
                if (left <= 0) {
                    return Optional.empty();
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many there are, deleted ones too. */
    public int size() {
        return byId.size();
    }
}
