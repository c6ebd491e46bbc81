package io.livemarket.notification.domain;

import io.livemarket.events.notifications.NotificationPreferences;
import io.livemarket.events.notifications.ReminderFact.ReminderDue;
import io.livemarket.testkit.Circumstance;
import io.livemarket.testkit.DeciderAdapter;
import io.livemarket.testkit.DeciderSpecification;
import io.livemarket.testkit.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Given/when/then for {@link ReminderDecider}: the reminders of Bea, which are due after half an hour. */
final class ReminderSpecification
        implements DeciderAdapter<
                ReminderSpecification.Reminding, ReminderSpecification.Input, ReminderDue, ReminderTimer> {

    static final UUID BEA = new UUID(0, 2);
    static final UUID ANA = new UUID(0, 1);
    static final UUID EVA = new UUID(0, 3);
    static final UUID WITH_ANA = new UUID(0x5000, 9);
    static final UUID WITH_EVA = new UUID(0x5000, 10);
    static final UUID GROUP = new UUID(0x4000, 11);
    static final Instant START = Instant.parse("2026-01-15T10:00:00Z");
    static final Duration AFTER = Duration.ofMinutes(30);

    private ReminderSpecification() {}

    /** A user with a timer, and the inboxes of the user's chats. */
    record Reminding(ReminderTimer timer, Map<UUID, Inbox> inboxes, Settings settings) {

        ReminderDecider decider() {
            return new ReminderDecider(BEA, settings, AFTER);
        }

        Reminding with(ReminderTimer next) {
            return new Reminding(next, inboxes, settings);
        }

        Reminding with(Inbox inbox) {
            Map<UUID, Inbox> next = new HashMap<>(inboxes);
            next.put(inbox.chatId(), inbox);
            return new Reminding(timer, next, settings);
        }
    }

    interface Rule {
        Reminding apply(Reminding user, Instant now);
    }

    record Input(String description, Rule rule) {
        @Override
        public String toString() {
            return description;
        }
    }

    static DeciderSpecification<Reminding, Input, ReminderDue, ReminderTimer> given(Input... past) {
        Reminding start = new Reminding(ReminderTimer.NONE, Map.of(), Settings.DEFAULT);
        return DeciderSpecification.of(new ReminderSpecification(), start, START)
                .andAccepted(past);
    }

    static Input message(UUID chat, UUID sender) {
        return message(chat, sender, Duration.ZERO);
    }

    /** A message that was sent some time ago. */
    static Input message(UUID chat, UUID sender, Duration ago) {
        return new Input("message of " + sender, (user, now) -> {
            Inbox known = user.inboxes().getOrDefault(chat, Inbox.of(chat).named(chat.equals(GROUP) ? "G" : null));
            NotificationDecider counting =
                    new NotificationDecider(BEA, user.settings(), false, NotificationSpecification.TIMING);
            Inbox inbox = counting.message(known, new Fact.Message(chat, known.lastSeq() + 1, sender, false), now)
                    .state();
            return user.with(inbox).with(user.decider().message(user.timer(), inbox, sender, now.minus(ago), now));
        });
    }

    static Input read(UUID chat) {
        return new Input("read", (user, now) -> {
            Inbox inbox = user.inboxes().get(chat);
            return user.with(inbox.read(inbox.lastSeq())).with(user.decider().read(user.timer()));
        });
    }

    static Input connected(long version) {
        return new Input("connected", (user, _) -> user.with(user.decider().connected(user.timer(), version)));
    }

    static Input disconnected(long version) {
        return new Input(
                "disconnected", (user, now) -> user.with(user.decider().disconnected(user.timer(), version, now)));
    }

    static Circumstance<Reminding> prefers(NotificationPreferences preferences) {
        return settings(settings -> settings.prefer(preferences));
    }

    static Circumstance<Reminding> blocks(UUID other) {
        return settings(settings -> settings.block(other));
    }

    private static Circumstance<Reminding> settings(UnaryOperator<Settings> change) {
        return new Circumstance<>(
                "settings", user -> new Reminding(user.timer(), user.inboxes(), change.apply(user.settings())));
    }

    static Circumstance<Reminding> inbox(UUID chat, UnaryOperator<Inbox> change) {
        return new Circumstance<>(
                "inbox", user -> user.with(change.apply(user.inboxes().get(chat))));
    }

    @Override
    public Outcome<Reminding, ReminderDue, ReminderTimer> decide(Reminding user, Input input, Instant now) {
        Outcome<Reminding, ReminderDue, ReminderTimer> accepted = Outcome.accepted(List.of());
        return accepted.leadingTo(input.rule().apply(user, now));
    }

    @Override
    public Optional<Instant> due(Reminding user) {
        return Optional.ofNullable(user.timer().at());
    }

    @Override
    public Outcome<Reminding, ReminderDue, ReminderTimer> decideDue(Reminding user, Instant now) {
        ReminderDecider.Reminded reminded = user.decider().due(user.timer(), user.inboxes()::get, now);
        Outcome<Reminding, ReminderDue, ReminderTimer> outcome =
                reminded.event() == null ? Outcome.unchanged() : Outcome.accepted(List.of(reminded.event()));
        return outcome.leadingTo(user.with(reminded.timer()));
    }
}
