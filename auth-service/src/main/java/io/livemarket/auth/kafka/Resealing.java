package io.livemarket.auth.kafka;

import io.livemarket.auth.crypto.Vault;
import io.livemarket.kit.engine.Entries;
import io.livemarket.kit.engine.PartitionState;
import io.livemarket.kit.engine.TakeOver;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes everything once more after the master key changed, 1,000 entries of each kind at a time, so that it is sealed with the current
 * key. The journal has a mark of the key with which that is done; an interrupted run begins anew, which changes nothing but the seals.
 */
final class Resealing {

    private static final Logger log = LoggerFactory.getLogger(Resealing.class);
    private static final String DONE = "all";
    private static final int AT_ONCE = 1_000;

    private final Entries<String> marks;
    private final String key;
    private final boolean otherKeys;
    private String account = "";
    private String family = "";
    private String registration = "";
    private boolean accountsDone;
    private boolean familiesDone;
    private String user = "";
    private boolean usersDone;
    private boolean registrationsDone;
    private String links = "";
    private boolean linksDone;
    private String counts = "";
    private boolean countsDone;

    /** To be made in the decider's constructor, as other kinds of entries are. */
    Resealing(PartitionState state, Vault vault) {
        this.marks = state.journaled("sealed-with:", SealedValues.of(vault, "sealed-with", String.class), 0);
        this.key = Integer.toHexString(vault.sealingKeyId());
        this.otherKeys = vault.acceptsOthers();
    }

    /** Notes the key of a state that no other key can have sealed. */
    void prepare() {
        if (marks.get(DONE).isEmpty() && !otherKeys) {
            marks.put(DONE, key);
        }
    }

    /** Whether something may be sealed with another key than the current one. */
    boolean isDue() {
        return marks.get(DONE).map(done -> !done.equals(key)).orElse(otherKeys);
    }

    /** Writes the next entries. */
    void step(AuthState state, TakeOver takeOver, AuthOutbox.Seals seals) {
        if (!accountsDone) {
            List<String> ids = state.accountIds(account, AT_ONCE);
            ids.forEach(id -> state.account(id).ifPresent(seals::credential));
            account = last(ids);
            accountsDone = account.isEmpty();
        }
        if (!familiesDone) {
            family = last(state.families().rewrite(family, AT_ONCE));
            familiesDone = family.isEmpty();
        }
        if (!usersDone) {
            user = last(state.families().rewriteUsers(user, AT_ONCE));
            usersDone = user.isEmpty();
        }
        if (!registrationsDone) {
            registration = last(state.rewriteRegistrations(registration, AT_ONCE));
            registrationsDone = registration.isEmpty();
        }
        if (!linksDone) {
            links = last(state.mails().rewriteLinks(links, AT_ONCE));
            linksDone = links.isEmpty();
        }
        if (!countsDone) {
            counts = last(state.mails().rewriteCounts(counts, AT_ONCE));
            countsDone = counts.isEmpty();
        }
        if (accountsDone && familiesDone && usersDone && registrationsDone && linksDone && countsDone) {
            state.keys().forEach(signing -> {
                state.put(signing);
                seals.key(signing);
            });
            takeOver.rewrite();
            marks.put(DONE, key);
            log.info("Everything is written with the current livemarket.auth.master-key. What former keys sealed goes with the"
                    + " compaction of the topics; until then they stay in livemarket.auth.accepted-master-keys");
        }
    }

    private static String last(List<String> keys) {
        return keys.size() < AT_ONCE ? "" : keys.getLast();
    }
}
