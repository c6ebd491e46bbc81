package io.livemarket.auth.kafka;

import io.livemarket.auth.crypto.Vault;
import io.livemarket.kit.engine.Entries;
import io.livemarket.kit.engine.PartitionState;
import io.livemarket.kit.engine.TakeOver;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes all sealed state again after the master key changed, 1,000 entries of each kind at a time, so that it is
 * sealed with the current key. The journal has a mark of the key with which that was completed; an interrupted run
 * starts from the beginning, which changes only the seals.
 */
final class Resealing {

    private static final Logger log = LoggerFactory.getLogger(Resealing.class);
    private static final String DONE = "all";
    private static final int BATCH = 1_000;

    private final Entries<String> marks;
    private final String key;
    private final boolean otherKeys;
    private final Pass accounts = new Pass();
    private final Pass families = new Pass();
    private final Pass users = new Pass();
    private final Pass registrations = new Pass();
    private final Pass links = new Pass();
    private final Pass counts = new Pass();
    private final Pass languages = new Pass();

    /** Writes up to {@code most} entries of a kind after a key; returns their keys, in order. */
    @FunctionalInterface
    private interface Rewrite {
        List<String> write(String after, int most);
    }

    /** One pass over the entries of a kind. */
    private static final class Pass {

        private String after = "";
        private boolean done;

        /** Writes the next entries; whether the pass has reached its end. */
        boolean step(Rewrite rewrite) {
            if (!done) {
                List<String> keys = rewrite.write(after, BATCH);
                done = keys.size() < BATCH;
                after = done ? after : keys.getLast();
            }
            return done;
        }
    }

    /** To be created in the decider's constructor, as all kinds of entries. */
    Resealing(PartitionState state, Vault vault) {
        this.marks = state.journaled("sealed-with:", SealedValues.of(vault, "sealed-with", String.class), 0);
        this.key = Integer.toHexString(vault.sealingKeyId());
        this.otherKeys = vault.acceptsOthers();
    }

    /** Marks a state that no other key can have sealed as sealed with the current key. */
    void prepare() {
        if (marks.get(DONE).isEmpty() && !otherKeys) {
            marks.put(DONE, key);
        }
    }

    /** Whether a value may be sealed with another key than the current one. */
    boolean isDue() {
        return marks.get(DONE).map(done -> !done.equals(key)).orElse(otherKeys);
    }

    /** Writes the next entries. */
    void step(AuthState state, TakeOver takeOver, AuthOutbox.Seals seals) {
        boolean done = accounts.step((after, most) -> {
            List<String> ids = state.accountIds(after, most);
            ids.forEach(id -> state.account(id).ifPresent(seals::credential));
            return ids;
        });
        done &= families.step(state.families()::rewrite);
        done &= users.step(state.families()::rewriteUsers);
        done &= registrations.step(state::rewriteRegistrations);
        done &= links.step(state.mails()::rewriteLinks);
        done &= counts.step(state.mails()::rewriteCounts);
        done &= languages.step(state.mails()::rewriteLanguages);
        if (done) {
            state.keys().forEach(signing -> {
                state.put(signing);
                seals.key(signing);
            });
            takeOver.rewrite();
            marks.put(DONE, key);
            log.info(
                    "All state is sealed with the current livemarket.auth.master-key. Compaction of the topics removes values"
                            + " of former keys; until then these keys must stay in livemarket.auth.accepted-master-keys");
        }
    }
}
