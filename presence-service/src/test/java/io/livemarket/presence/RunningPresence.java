package io.livemarket.presence;

import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.moderation.ModerationEvent.UserBlocked;
import io.livemarket.events.moderation.ModerationEvent.UserUnblocked;
import io.livemarket.events.presence.SessionFact;
import io.livemarket.events.presence.SessionFact.SessionClosed;
import io.livemarket.events.presence.SessionFact.SessionOpened;
import io.livemarket.events.presence.TypingSignal.TypingSignalled;
import io.livemarket.events.users.UserEvent.ProfileUpdated;
import io.livemarket.events.users.UserEvent.UserDeleted;
import io.livemarket.kit.kafka.HeartbeatWriter;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.testkit.running.EventRecords;
import io.livemarket.testkit.running.Instance;
import io.livemarket.testkit.running.RunningService;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** presence-service, with the gateways, chats and blocks that it follows. */
final class RunningPresence extends RunningService {

    static final Duration DEBOUNCE = Duration.ofSeconds(2);
    static final Duration LOST_AFTER = Duration.ofMillis(2500);

    RunningPresence() {
        this(Instance.fresh());
    }

    private RunningPresence(Instance instance) {
        super(
                PresenceServiceApplication::builder,
                instance.trusting(issuer())
                        .with(
                                "--livemarket.presence.debounce=" + DEBOUNCE.toMillis() + "ms",
                                "--livemarket.presence.lost-after=" + LOST_AFTER.toMillis() + "ms",
                                "--livemarket.presence.heartbeat=200ms",
                                "--livemarket.presence.tick=100ms"));
        start();
    }

    /** An instance on a broker and a store of the test's own. */
    static RunningPresence on(EmbeddedStack stack) {
        return new RunningPresence(Instance.on(stack));
    }

    KafkaClients clients() {
        return bean(KafkaClients.class);
    }

    double counter(String name) {
        return bean(MeterRegistry.class).get(name).counter().count();
    }

    /** A gateway that shows that it is alive until it is closed, also while the service is stopped. */
    HeartbeatWriter gateway(String id) {
        HeartbeatWriter alive = new HeartbeatWriter(producer(), id, Clock.systemUTC());
        alive.start(Duration.ofMillis(200));
        return alive;
    }

    void opened(UUID user, String session, String gateway, String device) {
        say(new SessionOpened(user, session, gateway, device, "websocket", now()));
    }

    void closed(UUID user, String session, String gateway) {
        say(new SessionClosed(user, session, gateway, "transport-close", now()));
    }

    /**
     * A device leaves and is back at once: both facts are given to the producer before either is waited for, however
     * long that takes.
     */
    void reconnected(UUID user, String gone, String back, String gateway, String device) {
        kafka().write(Stream.of(
                        new SessionClosed(user, gone, gateway, "transport-close", now()),
                        new SessionOpened(user, back, gateway, device, "websocket", now()))
                .map(fact -> EventRecords.of(Topics.PRESENCE_SESSIONS, user, fact))
                .toList());
    }

    void say(SessionFact fact) {
        publish(Topics.PRESENCE_SESSIONS, fact.userId(), fact);
    }

    UUID chat(UUID... people) {
        ChatType type = people.length == 2 ? ChatType.PRIVATE : ChatType.GROUP;
        UUID chatId = Ids.next();
        publish(new ChatOpened(chatId, 1, type, List.of(people), null, people[0], now()));
        return chatId;
    }

    void block(UUID by, UUID whom, long version) {
        publish(new UserBlocked(by, version, whom, now()));
    }

    void unblock(UUID by, UUID whom, long version) {
        publish(new UserUnblocked(by, version, whom, now()));
    }

    void types(UUID chat, UUID user, Instant at) {
        publish(Topics.PRESENCE_SIGNALS, chat, new TypingSignalled(chat, user, true, at));
    }

    void renames(UUID user, long version, String username) {
        publish(new ProfileUpdated(user, version, username, null, now()));
    }

    void deletes(UUID user, long version) {
        publish(new UserDeleted(user, version, now()));
    }
}
