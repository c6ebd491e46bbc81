package io.livemarket.auth.kafka;

import io.livemarket.auth.crypto.OffToken;
import io.livemarket.auth.crypto.Vault;
import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.MailCounts;
import io.livemarket.auth.domain.MailDecision;
import io.livemarket.auth.domain.MailRequest;
import io.livemarket.auth.domain.ReminderDecider;
import io.livemarket.auth.domain.ReminderRequest;
import io.livemarket.events.Ids;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.notifications.ReminderFact;
import io.livemarket.events.notifications.ReminderFact.ReminderDue;
import io.livemarket.kit.engine.Fed.Taken;
import io.livemarket.kit.engine.Feed;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Decides the mails of the reminders that notification-service publishes. The order of a mail is written in one
 * transaction with the place in that topic, so that a reminder has one mail whichever instance owns the partition.
 */
public final class ReminderMails {

    /** The reminders, which all belong to the one partition. */
    static final Feed FEED =
            new Feed(List.of(Topics.NOTIFICATIONS_REMINDERS), record -> List.of(String.valueOf(record.key())));

    private static final String DEFAULT_LANGUAGE = "en";
    private static final EventCodec<ReminderFact> REMINDERS = EventCodec.of(ReminderFact.class);

    private final AuthState state;
    private final Vault vault;
    private final Policy policy;

    /**
     * The settings and look-ups of reminders.
     *
     * @param on whether the installation sends mail
     * @param suspended whether a user is suspended
     * @param notSent takes the outcome of each reminder without a mail: {@code limited} or {@code dropped}
     */
    public record Policy(boolean on, MailRequest.Limits limits, Predicate<UUID> suspended, Consumer<String> notSent) {

        /** The policy of an installation that sends no mail. */
        public static final Policy OFF = new Policy(false, new MailRequest.Limits(1, 1, 1, 1), _ -> false, _ -> {});
    }

    ReminderMails(AuthState state, Vault vault, Policy policy) {
        this.state = state;
        this.vault = vault;
        this.policy = policy;
    }

    /**
     * Decides the mail of a record.
     *
     * @throws RuntimeException when the record cannot be read
     */
    Taken take(ConsumerRecord<String, byte[]> record, AuthOutbox.Seals seals, Instant now) {
        ReminderFact fact = REMINDERS.read(record.headers(), record.value()).orElse(null);
        if (!(fact instanceof ReminderDue due)) {
            return Taken.IGNORED;
        }
        Account account = state.byId(due.userId()).orElse(null);
        switch (ReminderDecider.decide(account, request(due), counts(account), now)) {
            case MailDecision.Sent sent -> {
                state.mails().putReminders(due.userId(), sent.order().to(), sent.counts());
                seals.mail(sent.order());
            }
            case MailDecision.None _ -> policy.notSent().accept("dropped");
            case MailDecision.Refused _ -> policy.notSent().accept("limited");
        }
        return Taken.STAGED;
    }

    private MailCounts counts(@Nullable Account account) {
        return account == null ? MailCounts.none() : state.mails().reminders(account.userId(), account.email());
    }

    private ReminderRequest request(ReminderDue due) {
        String chosen = due.language() != null ? due.language() : state.mails().language(due.userId());
        return new ReminderRequest(
                due,
                Ids.next(),
                names(due.senders()),
                chosen == null ? DEFAULT_LANGUAGE : chosen,
                OffToken.of(vault, due.userId()),
                policy.suspended().test(due.userId()),
                policy.limits());
    }

    private List<String> names(@Nullable List<UUID> senders) {
        return Objects.requireNonNullElse(senders, List.<UUID>of()).stream()
                .flatMap(sender -> state.byId(sender).stream())
                .filter(account -> !account.wasDeleted())
                .map(Account::username)
                .toList();
    }
}
