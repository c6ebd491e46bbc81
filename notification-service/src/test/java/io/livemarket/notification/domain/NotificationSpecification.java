package io.livemarket.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.notifications.NotificationCommand.MuteChat;
import io.livemarket.events.notifications.NotificationEvent;
import io.livemarket.events.notifications.NotificationPreferences;
import io.livemarket.testkit.Circumstance;
import io.livemarket.testkit.DeciderAdapter;
import io.livemarket.testkit.DeciderSpecification;
import io.livemarket.testkit.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;

/** Given/when/then for {@link NotificationDecider}: the notifications of one user about one chat. */
final class NotificationSpecification
        implements DeciderAdapter<NotifiedUser, NotificationSpecification.Input, NotificationEvent, Void> {

    static final UUID BEA = new UUID(0, 2);
    static final UUID ANA = new UUID(0, 1);
    static final UUID EVA = new UUID(0, 3);
    static final UUID CHAT = new UUID(0, 9);
    static final Timing TIMING =
            new Timing(Duration.ofMillis(300), Duration.ofMillis(1_500), Duration.ofSeconds(5), Duration.ofSeconds(60));
    /** Every announcement is due after this time. */
    static final Duration SETTLED = TIMING.recount();

    private NotificationSpecification() {}

    private interface Rule {
        Decision<Inbox> decide(NotifiedUser user, NotificationDecider decider, Instant now);
    }

    /**
     * A fact or command for the decider.
     *
     * @param seqAfter the chat's newest {@code seq} after it
     */
    record Input(String description, LongUnaryOperator seqAfter, Rule rule) {
        @Override
        public String toString() {
            return description;
        }
    }

    /** Bea, who has one device and this past. */
    static DeciderSpecification<NotifiedUser, Input, NotificationEvent, Void> given(Input... past) {
        Instant start = Instant.parse("2026-01-15T10:00:00Z");
        return DeciderSpecification.of(new NotificationSpecification(), NotifiedUser.of(start), start)
                .andAccepted(past);
    }

    /** Ana's next message. */
    static Input message() {
        return new Input(
                "message of Ana",
                seq -> seq + 1,
                (user, decider, now) -> decider.message(
                        user.inbox(), new Fact.Message(CHAT, user.seq() + 1, ANA, user.seq() == 0), now));
    }

    static Input message(long seq, UUID sender) {
        return message(new Fact.Message(CHAT, seq, sender, seq == 1));
    }

    static Input message(Fact.Message fact) {
        return new Input(
                fact.toString(),
                seq -> Math.max(seq, fact.seq()),
                (user, decider, now) -> decider.message(user.inbox(), fact, now));
    }

    static Input read(long upTo) {
        return input(
                "read up to " + upTo,
                (user, decider, now) ->
                        decider.read(user.inbox(), new Fact.Read(CHAT, upTo, now), user.version() + 1, now));
    }

    static Input deleted(long seq) {
        return deleted(new Fact.Deleted(CHAT, seq));
    }

    static Input deleted(Fact.Deleted fact) {
        return input(
                fact.toString(), (user, decider, now) -> decider.deleted(user.inbox(), fact, user.version() + 1, now));
    }

    static Input delivered(long upTo) {
        return input(
                "delivered up to " + upTo,
                (user, decider, now) -> decider.delivered(user.inbox(), new Fact.Delivered(CHAT, upTo), now));
    }

    static Input hidden() {
        return input("hidden", (user, decider, now) -> decider.hidden(user.inbox(), user.version() + 1, now));
    }

    static Input broughtBack() {
        return input(
                "brought back", (user, decider, now) -> decider.broughtBack(user.inbox(), user.version() + 1, now));
    }

    static Input joined() {
        return joined("joined", null, null);
    }

    static Input joined(String group) {
        return joined("joined " + group, null, group);
    }

    static Input invited(UUID by) {
        return joined("invited by " + by, by, null);
    }

    static Input invited(UUID by, String group) {
        return joined("invited by " + by + " into " + group, by, group);
    }

    private static Input joined(String description, UUID by, String group) {
        return input(
                description,
                (user, decider, now) -> decider.joined(user.inbox(), new Fact.Joined(CHAT, by, now, group), now));
    }

    static Input left() {
        return input("left", (user, decider, now) -> decider.left(user.inbox(), user.version() + 1, now));
    }

    static Input renamed(String group) {
        return input(
                "renamed to " + group,
                (user, decider, now) -> decider.renamed(user.inbox(), new Fact.Renamed(CHAT, group)));
    }

    static Input muted() {
        return mute("muted", true, null);
    }

    static Input mutedFor(Duration time) {
        return mute("muted for " + time, true, time);
    }

    static Input unmuted() {
        return mute("unmuted", false, null);
    }

    private static Input mute(String description, boolean muted, Duration time) {
        return input(description, (user, decider, now) -> {
            Instant until = time == null ? null : now.plus(time);
            return decider.mute(user.inbox(), new MuteChat(BEA, CHAT, muted, until, now), user.version() + 1, now);
        });
    }

    private static Input input(String description, Rule rule) {
        return new Input(description, seq -> seq, rule);
    }

    static Circumstance<NotifiedUser> blocks(UUID other) {
        return setting("blocks " + other, settings -> settings.block(other));
    }

    static Circumstance<NotifiedUser> unblocks(UUID other) {
        return setting("unblocks " + other, settings -> settings.unblock(other));
    }

    static Circumstance<NotifiedUser> prefers(NotificationPreferences preferences) {
        return setting(preferences.toString(), settings -> settings.prefer(preferences));
    }

    private static Circumstance<NotifiedUser> setting(String description, UnaryOperator<Settings> change) {
        return new Circumstance<>(description, user -> user.with(change.apply(user.settings())));
    }

    static Circumstance<NotifiedUser> withoutDevice() {
        return new Circumstance<>("without a device", NotifiedUser::withoutDevice);
    }

    /** The user clears the chat's notification. */
    static Circumstance<NotifiedUser> cleared() {
        return new Circumstance<>("cleared", user -> user.with(NotificationDecider.withoutNotification(user.inbox())));
    }

    /** One's own message, which takes a place and is no fact for the user's notifications. */
    static Circumstance<NotifiedUser> ownMessage() {
        return new Circumstance<>("own message", user -> user.upTo(user.seq() + 1));
    }

    /** The other parts are the push and the reason for which one is not sent. */
    @Override
    public Outcome<NotifiedUser, NotificationEvent, Void> decide(NotifiedUser user, Input input, Instant now) {
        long seq = input.seqAfter().applyAsLong(user.seq());
        return outcome(user, input.rule().decide(user, user.decider(), now), seq, now);
    }

    @Override
    public Optional<Instant> due(NotifiedUser user) {
        return Optional.ofNullable(user.inbox()).map(Inbox::due);
    }

    @Override
    public Outcome<NotifiedUser, NotificationEvent, Void> decideDue(NotifiedUser user, Instant now) {
        return outcome(user, user.decider().due(user.inbox(), user.version() + 1, now), user.seq(), now);
    }

    private static Outcome<NotifiedUser, NotificationEvent, Void> outcome(
            NotifiedUser user, Decision<Inbox> decision, long seq, Instant now) {
        NotifiedUser next = user.after(decision, now).upTo(seq);
        boolean quiet = decision.event() == null && decision.push() == null && decision.suppressed() == null;
        if (quiet && decision.state() == user.inbox()) {
            Outcome<NotifiedUser, NotificationEvent, Void> unchanged = Outcome.unchanged();
            return unchanged.leadingTo(next);
        }
        List<NotificationEvent> events = decision.event() == null ? List.of() : List.of(decision.event());
        events.forEach(event -> {
            assertThat(event.version()).isEqualTo(user.version() + 1);
            assertThat(event.userId()).isEqualTo(BEA);
        });
        Outcome<NotifiedUser, NotificationEvent, Void> accepted =
                Outcome.accepted(events, decision.push(), decision.suppressed());
        return accepted.leadingTo(next);
    }
}
