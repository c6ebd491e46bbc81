package io.livemarket.auth.kafka;

import io.livemarket.auth.crypto.Vault;
import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.MailCount;
import io.livemarket.auth.domain.MailCounts;
import io.livemarket.auth.domain.MailedLinks;
import io.livemarket.kit.engine.Entries;
import io.livemarket.kit.engine.PartitionState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The links of mails, an entry for each account, and the numbers of mails in the last hour, a count for each address,
 * for each account and for all. Keys have only a keyed hash of an address. Expired entries are swept.
 */
final class MailState {

    private static final String ALL = "all";
    private static final String REMINDERS = "reminders/";

    private final Vault vault;
    private final Entries<MailedLinks> links;
    private final Entries<MailCount> counts;
    private final Entries<String> languages;
    private String sweptLinks = "";
    private String sweptCounts = "";

    MailState(PartitionState state, Vault vault) {
        this.vault = vault;
        links = state.journaled("mailed-links:", SealedValues.of(vault, "mailed-links", MailedLinks.class), 0);
        counts = state.journaled("mail-count:", SealedValues.of(vault, "mail-counts", MailCount.class), 0);
        languages = state.journaled("language:", SealedValues.of(vault, "languages", String.class), 0);
    }

    MailedLinks links(UUID userId) {
        return links.get(userId.toString()).orElseGet(() -> MailedLinks.none(userId));
    }

    void put(MailedLinks after) {
        String key = after.userId().toString();
        if (!after.isEmpty()) {
            links.put(key, after);
        } else if (links.get(key).isPresent()) {
            links.delete(key);
        }
    }

    /** Deletes all links of an account whose address changed or which was deleted. */
    void forget(UUID userId) {
        put(MailedLinks.none(userId));
    }

    MailCounts counts(UUID userId, String email) {
        return new MailCounts(count(address(email)), count(userId.toString()), count(ALL));
    }

    private MailCount count(String key) {
        return counts.get(key).orElseGet(MailCount::none);
    }

    void put(UUID userId, String email, MailCounts after) {
        counts.put(address(email), after.address());
        counts.put(userId.toString(), after.user());
        counts.put(ALL, after.all());
    }

    /** The counts of reminders, which other mails do not share. */
    MailCounts reminders(UUID userId, String email) {
        return new MailCounts(count(REMINDERS + address(email)), count(REMINDERS + userId), count(REMINDERS + ALL));
    }

    void putReminders(UUID userId, String email, MailCounts after) {
        counts.put(REMINDERS + address(email), after.address());
        counts.put(REMINDERS + userId, after.user());
        counts.put(REMINDERS + ALL, after.all());
    }

    /** The language of the user's last log-in; absent where it is not known. */
    @Nullable
    String language(UUID userId) {
        return languages.get(userId.toString()).orElse(null);
    }

    void putLanguage(UUID userId, String language) {
        if (!language.equals(language(userId))) {
            languages.put(userId.toString(), language);
        }
    }

    void forgetLanguage(UUID userId) {
        if (language(userId) != null) {
            languages.delete(userId.toString());
        }
    }

    /** Writes the next languages to the journal again, sealed with the current key; returns their keys. */
    List<String> rewriteLanguages(String after, int most) {
        return AuthState.rewrite(languages, after, most);
    }

    private String address(String email) {
        return "address/" + vault.fingerprint("e-mail", Account.folded(email));
    }

    /** Deletes expired entries, as {@link AuthState#sweep}; returns whether this call reached the end of both kinds. */
    boolean sweep(Instant now, int most) {
        sweptLinks =
                AuthState.sweep(links, sweptLinks, most, kept -> kept.at(now).isEmpty());
        sweptCounts = AuthState.sweep(counts, sweptCounts, most, count -> count.isOver(now));
        return sweptLinks.isEmpty() && sweptCounts.isEmpty();
    }

    /** Writes the next links to the journal again, sealed with the current key; returns their keys. */
    List<String> rewriteLinks(String after, int most) {
        return AuthState.rewrite(links, after, most);
    }

    /** Writes the next counts to the journal again, sealed with the current key; returns their keys. */
    List<String> rewriteCounts(String after, int most) {
        return AuthState.rewrite(counts, after, most);
    }
}
