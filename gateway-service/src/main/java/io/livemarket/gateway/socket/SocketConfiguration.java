package io.livemarket.gateway.socket;

import io.livemarket.events.kafka.Topics;
import io.livemarket.gateway.budgets.HeldBytes;
import io.livemarket.gateway.callers.ClientAddress;
import io.livemarket.gateway.callers.DeletedAccounts;
import io.livemarket.gateway.callers.EndedSessions;
import io.livemarket.gateway.callers.ExternalKeys;
import io.livemarket.gateway.callers.RevokedRoles;
import io.livemarket.gateway.callers.Suspensions;
import io.livemarket.gateway.callers.TokenCheck;
import io.livemarket.gateway.config.GatewayProperties;
import io.livemarket.gateway.delivery.ShownSeqs;
import io.livemarket.gateway.kafka.ChatCommands;
import io.livemarket.gateway.kafka.ChatEventConsumer;
import io.livemarket.gateway.kafka.DeliveredReceipts;
import io.livemarket.gateway.kafka.RevocationConsumer;
import io.livemarket.gateway.notifications.NotificationCommands;
import io.livemarket.gateway.presence.NewPartners;
import io.livemarket.gateway.presence.PresenceMetrics;
import io.livemarket.gateway.presence.SessionFactPublisher;
import io.livemarket.gateway.presence.StatusDelivery;
import io.livemarket.gateway.presence.TypingSignals;
import io.livemarket.gateway.services.ChatReads;
import io.livemarket.gateway.services.MissedReads;
import io.livemarket.gateway.services.ModerationCalls;
import io.livemarket.gateway.services.PresenceReads;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.read.LogEnds;
import io.livemarket.kit.tracing.Tracing;
import io.livemarket.kit.web.PublicKeys;
import io.livemarket.socketio.SocketListener;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timer;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The sockets and their handlers. */
@Configuration(proxyBeanMethods = false)
class SocketConfiguration {

    private static final int TICK_MS = 10;
    private static final Duration KEYS_LOOKED_AT_EVERY = Duration.ofSeconds(15);

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** One timer for all delayed actions, however many sockets there are. */
    @Bean(destroyMethod = "stop")
    Timer timer() {
        return new HashedWheelTimer(new DefaultThreadFactory("timer", true), TICK_MS, TimeUnit.MILLISECONDS);
    }

    @Bean
    SessionRegistry sessionRegistry() {
        return new SessionRegistry();
    }

    @Bean
    SessionEnds sessionEnds(
            SessionRegistry registry,
            Suspensions suspensions,
            EndedSessions ended,
            DeletedAccounts deleted,
            RevokedRoles roles) {
        return new SessionEnds(registry, suspensions, ended, deleted, roles);
    }

    @Bean
    KeyWatch keyWatch(PublicKeys keys, ExternalKeys external, SessionRegistry registry) {
        return new KeyWatch(keys, external, registry, KEYS_LOOKED_AT_EVERY);
    }

    @Bean
    SocketMetrics socketMetrics(MeterRegistry registry, Tracing tracing) {
        return new SocketMetrics(registry, tracing);
    }

    @Bean
    ChatHandler chatHandler(
            ChatCommands commands,
            ChatReads reads,
            DeliveredReceipts receipts,
            ShownSeqs shownSeqs,
            ChatEventConsumer chatEvents,
            Clock clock) {
        return new ChatHandler(commands, reads, receipts, shownSeqs, chatEvents.positions(), clock);
    }

    @Bean
    OfferHandler offerHandler(ChatCommands commands, ChatReads reads, Clock clock) {
        return new OfferHandler(commands, reads, clock);
    }

    @Bean
    NotificationHandler notificationHandler(NotificationCommands commands, Clock clock) {
        return new NotificationHandler(commands, clock);
    }

    @Bean
    PresenceHandler presenceHandler(SessionFactPublisher sessions, PresenceReads reads, TypingSignals typing) {
        return new PresenceHandler(sessions, reads, typing);
    }

    @Bean
    ModerationHandler moderationHandler(ModerationCalls moderation) {
        return new ModerationHandler(moderation);
    }

    @Bean
    SessionHandler sessionHandler(TokenCheck tokens, TokenWatch watch, SessionEnds ends) {
        return new SessionHandler(tokens, watch, ends);
    }

    @Bean
    EdgeHandler edgeHandler() {
        return new EdgeHandler();
    }

    @Bean
    ClientEventRouter clientEventRouter(List<FeatureHandler> features) {
        return new ClientEventRouter(features);
    }

    @Bean
    NewPartners newPartners(
            SessionRegistry registry, StatusDelivery statuses, PresenceReads reads, PresenceMetrics metrics) {
        return new NewPartners(
                registry,
                statuses,
                (authorization, body) -> reads.statuses(authorization, body)
                        .thenApply(answer -> answer.isOk() ? Optional.of(answer.body()) : Optional.empty()),
                registry::token,
                metrics);
    }

    @Bean
    LogEnds chatLogEnds(KafkaClients clients) {
        return new LogEnds(clients, Topics.CHAT_EVENTS);
    }

    @Bean
    ConnectOffsets connectOffsets(LogEnds ends) {
        return new ConnectOffsets(ends::ask, ends::unansweredFor);
    }

    @Bean
    CallerBudgets callerBudgets(GatewayProperties properties) {
        return new CallerBudgets(properties.budgets());
    }

    @Bean
    TokenWatch tokenWatch(Timer timer, Clock clock, GatewayProperties properties) {
        return new TokenWatch(timer, clock, properties.sockets().expiryWarning());
    }

    @Bean
    HeldBytes heldBytes(GatewayProperties properties, MeterRegistry meters) {
        GatewayProperties.Budgets settings = properties.budgets();
        HeldBytes held = new HeldBytes(
                settings.missed().toBytes(),
                settings.missedPerUser().toBytes(),
                settings.missedInAll().toBytes());
        Gauge.builder("livemarket.sockets.missed.bytes", held, HeldBytes::all)
                .description("Bytes of missed messages that wait for sockets")
                .register(meters);
        return held;
    }

    @Bean
    Resumption resumption(
            MissedReads missed,
            ConnectOffsets connectOffsets,
            ChatEventConsumer chatEvents,
            ShownSeqs shownSeqs,
            HeldBytes held,
            Timer timer,
            GatewayProperties properties) {
        return new Resumption(
                missed::fetch, connectOffsets, chatEvents.positions(), shownSeqs, held, timer, properties.sockets());
    }

    @Bean
    SessionLifecycle sessionLifecycle(
            SessionRegistry registry,
            SessionEnds ends,
            TokenWatch watch,
            PresenceHandler presence,
            Resumption resumption,
            GatewayProperties properties) {
        return new SessionLifecycle(registry, ends, watch, presence, resumption, properties.sockets());
    }

    /** Makes the listener of the sockets, which counts their events in the given metrics. */
    @Bean
    Function<SocketMetrics, ClientEvents> clientEvents(
            SessionLifecycle lifecycle, CallerBudgets budgets, ClientEventRouter router, GatewayProperties properties) {
        EventLimits limits = new EventLimits(budgets, properties.sockets());
        return metrics -> new ClientEvents(lifecycle, limits, router, metrics);
    }

    @Bean
    SocketRehearsal socketRehearsal(Function<SocketMetrics, ClientEvents> events, GatewayProperties properties) {
        return new SocketRehearsal(events, properties.sockets());
    }

    @Bean
    SocketListener socketListener(Function<SocketMetrics, ClientEvents> events, SocketMetrics metrics) {
        return events.apply(metrics);
    }

    @Bean
    ConnectLimits connectLimits(SessionRegistry registry, CallerBudgets budgets, GatewayProperties properties) {
        return new ConnectLimits(registry, budgets, properties.sockets());
    }

    @Bean
    ServingState servingState(
            ChatEventConsumer chatEvents, RevocationConsumer revocations, SessionFactPublisher sessions) {
        return () -> chatEvents.status().isWorking() && revocations.status().isWorking() && sessions.hasRoom();
    }

    @Bean
    ConnectPolicy connectPolicy(
            TokenCheck tokens,
            ConnectLimits limits,
            ClientAddress addresses,
            ConnectOffsets connectOffsets,
            ServingState state,
            SocketListener listener,
            GatewayProperties properties) {
        return new ConnectPolicy(tokens, limits, addresses, connectOffsets, state, listener, properties.sockets());
    }

    @Bean
    SocketGateway socketGateway(
            ConnectPolicy policy,
            ClientAddress addresses,
            SocketMetrics metrics,
            SessionFactPublisher sessions,
            SessionRegistry registry,
            MeterRegistry meters,
            GatewayProperties properties) {
        SocketGateway gateway = new SocketGateway(properties, addresses, policy, metrics, sessions);
        Gauge.builder("livemarket.sockets.connected", gateway, SocketGateway::sockets)
                .register(meters);
        Gauge.builder("livemarket.users.connected", registry, SessionRegistry::users)
                .register(meters);
        return gateway;
    }
}
