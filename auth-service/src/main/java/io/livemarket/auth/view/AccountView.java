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
import org.jspecify.annotations.Nullable;

/**
 * All accounts, in memory, built from the credentials topic: log-ins are verified and profiles are read with them.
 * Every instance has its own view, with about 1 KB of heap for each account.
 */
public final class AccountView {

    private final SealedCodec<Account> codec;
    private final Map<UUID, Account> byId = new ConcurrentHashMap<>();
    private final Map<String, UUID> byUsername = new ConcurrentHashMap<>();
    private final Map<String, UUID> byEmail = new ConcurrentHashMap<>();
    private final NavigableSet<UUID> withGrants = new ConcurrentSkipListSet<>();
    private final NavigableSet<UUID> services = new ConcurrentSkipListSet<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    public AccountView(SealedCodec<Account> codec) {
        this.codec = codec;
    }

    /** Applies a record of the credentials topic. Must be called from one thread, in the order of the topic. */
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

    /** Updates the indexes. A deleted account is found by its id alone, and an external one not by its address. */
    private void index(@Nullable Account previous, Account account) {
        if (previous != null) {
            forget(byUsername, previous.username(), account.wasDeleted() ? "" : account.username(), account.userId());
            forget(byEmail, previous.email(), account.email(), account.userId());
        }
        if (!account.wasDeleted()) {
            byUsername.put(Account.folded(account.username()), account.userId());
        }
        if (account.logsInHere()) {
            byEmail.put(Account.folded(account.email()), account.userId());
        }
        if (account.service() != null) {
            services.add(account.userId());
        } else {
            services.remove(account.userId());
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

    /** The account with this id, also a deleted one. */
    public Optional<Account> byId(UUID userId) {
        return Optional.ofNullable(byId.get(userId));
    }

    /** The account with this user name, whatever its case. */
    public Optional<Account> byUsername(String username) {
        return Optional.ofNullable(byUsername.get(Account.folded(username))).map(byId::get);
    }

    /** The account that logs in here with this e-mail address, whatever its case. */
    public Optional<Account> byEmail(String email) {
        return Optional.ofNullable(byEmail.get(Account.folded(email))).map(byId::get);
    }

    /**
     * The accounts with a role that an operator granted, in the order of their ids.
     *
     * @param after the id after which the list begins; absent for the beginning
     * @param most the most accounts to return
     */
    public List<Account> withGrants(@Nullable UUID after, int most) {
        NavigableSet<UUID> from = after == null ? withGrants : withGrants.tailSet(after, false);
        return from.stream().limit(most).map(byId::get).toList();
    }

    /** The service accounts, in the order of their ids; their number is bounded. */
    public List<Account> services() {
        return services.stream().map(byId::get).toList();
    }

    /** Waits for a revision of an account, or a later one; empty when the view does not have it in time. */
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

    /** The number of accounts, including deleted ones. */
    public int size() {
        return byId.size();
    }
}
