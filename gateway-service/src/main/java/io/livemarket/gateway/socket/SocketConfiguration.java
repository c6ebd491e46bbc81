package io.livemarket.gateway.socket;

import io.livemarket.events.kafka.Topics;
import io.livemarket.gateway.budgets.HeldBytes;
import io.livemarket.gateway.callers.ClientAddress;
import io.livemarket.gateway.callers.DeletedAccounts;
import io.livemarket.gateway.callers.EndedSessions;
import io.livemarket.gateway.callers.RevokedRoles;
import io.livemarket.gateway.callers.Suspensions;
import io.livemarket.gateway.callers.TokenCheck;
import io.livemarket.gateway.config.GatewayProperties;
import io.livemarket.gateway.delivery.ShownPlaces;
import io.livemarket.gateway.kafka.ChatCommands;
import io.livemarket.gateway.kafka.ChatLog;
import io.livemarket.gateway.kafka.DeliveredReceipts;
import io.livemarket.gateway.kafka.RevocationLog;
import io.livemarket.gateway.notifications.NotificationCommands;
import io.livemarket.gateway.presence.NewPartners;
import io.livemarket.gateway.presence.PresenceMetrics;
import io.livemarket.gateway.presence.SessionLog;
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
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timer;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The sockets and what they need. */
@Configuration(proxyBeanMethods = false)
class SocketConfiguration {

    private static final int TICK_MS = 10;
    private static final Duration KEYS_LOOKED_AT_EVERY = Duration.ofSeconds(15);

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** One timer for everything that has to happen later, however many sockets there are. */
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
    KeyWatch keyWatch(PublicKeys keys, SessionRegistry registry) {
        return new KeyWatch(keys, registry, KEYS_LOOKED_AT_EVERY);
    }

    @Bean
    SocketMetrics socketMetrics(MeterRegistry registry, Tracing tracing) {
        return new SocketMetrics(registry, tracing);
    }

    @Bean
    PresenceRequests presenceRequests(SessionLog sessions, PresenceReads reads, TypingSignals typing) {
        return new PresenceRequests(sessions, reads, typing);
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
    Arrivals arrivals(LogEnds ends) {
        return new Arrivals(ends::ask, ends::unansweredFor);
    }

    @Bean
    CallerBudgets callerBudgets(GatewayProperties properties) {
        return new CallerBudgets(properties.budgets());
    }

    private static HeldBytes held(GatewayProperties.Budgets settings, MeterRegistry meters) {
        HeldBytes held = new HeldBytes(
                settings.missed().toBytes(),
                settings.missedPerUser().toBytes(),
                settings.missedInAll().toBytes());
        Gauge.builder("livemarket.sockets.missed.bytes", held, HeldBytes::all)
                .description("Bytes of missed messages that wait for sockets")
                .register(meters);
        return held;
    }

    /** Makes the handler of the events of sockets, which counts them in the given metrics. */
    @Bean
    Function<SocketMetrics, ClientEvents> clientEvents(
            SessionRegistry registry,
            TokenCheck tokens,
            SessionEnds ends,
            ChatLog log,
            ChatCommands commands,
            DeliveredReceipts receipts,
            ShownPlaces places,
            CallerBudgets budgets,
            NotificationCommands notifications,
            ChatReads chats,
            MissedReads missed,
            ModerationCalls moderation,
            PresenceRequests presence,
            Arrivals arrivals,
            Timer timer,
            Clock clock,
            MeterRegistry meters,
            GatewayProperties properties) {
        GatewayProperties.Sockets settings = properties.sockets();
        TokenWatch watch = new TokenWatch(timer, clock, settings.expiryWarning());
        Resumption resumption = new Resumption(
                missed::fetch, arrivals, log.positions(), places, held(properties.budgets(), meters), timer, settings);
        ChatRequests requests = new ChatRequests(commands, chats, receipts, places, clock);
        return metrics -> new ClientEvents(
                registry,
                ends,
                tokens,
                watch,
                resumption,
                requests,
                new ModerationRequests(moderation),
                new NotificationRequests(notifications, clock),
                presence,
                chats,
                log.positions(),
                budgets,
                metrics,
                settings);
    }

    @Bean
    SocketRehearsal socketRehearsal(Function<SocketMetrics, ClientEvents> events, GatewayProperties properties) {
        return new SocketRehearsal(events, properties.sockets());
    }

    @Bean
    SocketGateway socketGateway(
            SessionRegistry registry,
            TokenCheck tokens,
            ChatLog log,
            RevocationLog revocations,
            CallerBudgets budgets,
            ClientAddress addresses,
            SessionLog sessions,
            Arrivals arrivals,
            SocketMetrics metrics,
            Function<SocketMetrics, ClientEvents> events,
            MeterRegistry meters,
            GatewayProperties properties) {
        ConnectPolicy policy = new ConnectPolicy(
                tokens,
                registry,
                events.apply(metrics),
                () -> log.status().isWorking() && revocations.status().isWorking() && sessions.hasRoom(),
                addresses,
                arrivals,
                budgets,
                properties.sockets());
        SocketGateway gateway = new SocketGateway(properties, addresses, policy, metrics, sessions);
        Gauge.builder("livemarket.sockets.connected", gateway, SocketGateway::sockets)
                .register(meters);
        Gauge.builder("livemarket.users.connected", registry, SessionRegistry::users)
                .register(meters);
        return gateway;
    }
}
