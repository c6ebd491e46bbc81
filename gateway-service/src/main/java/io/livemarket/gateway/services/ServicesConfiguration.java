package io.livemarket.gateway.services;

import io.livemarket.gateway.config.GatewayProperties;
import io.livemarket.gateway.config.ServiceName;
import io.livemarket.kit.health.PartStatus;
import io.livemarket.kit.health.Readiness;
import io.netty.channel.ChannelOption;
import io.netty.util.Timer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** The clients of the other services. */
@Configuration(proxyBeanMethods = false)
class ServicesConfiguration {

    private static final int CONNECT_MS = 1_000;
    private static final int CONNECTIONS = 64;
    private static final Duration IDLE = Duration.ofSeconds(20);

    @Bean
    ServiceAddresses serviceAddresses(GatewayProperties properties) {
        return new ServiceAddresses(properties.services());
    }

    @Bean(destroyMethod = "dispose")
    ConnectionProvider serviceConnections() {
        // Calls without a free connection wait: many clients reconnect at once after a restart.
        return ConnectionProvider.builder("services")
                .maxConnections(CONNECTIONS)
                .maxIdleTime(IDLE)
                .pendingAcquireMaxCount(-1)
                .pendingAcquireTimeout(Duration.ofSeconds(30))
                .build();
    }

    @Bean
    ChatReads chatReads(
            ServiceAddresses addresses, ConnectionProvider serviceConnections, ReactorResourceFactory resources) {
        return new ChatReads(addresses, client(serviceConnections, resources));
    }

    @Bean
    MissedReads missedReads(ChatReads reads, Timer timer) {
        return new MissedReads(reads, timer, System::nanoTime);
    }

    @Bean
    ModerationCalls moderationCalls(
            ServiceAddresses addresses, ConnectionProvider serviceConnections, ReactorResourceFactory resources) {
        return new ModerationCalls(addresses, client(serviceConnections, resources));
    }

    @Bean
    PresenceReads presenceReads(
            ServiceAddresses addresses, ConnectionProvider serviceConnections, ReactorResourceFactory resources) {
        return new PresenceReads(addresses, client(serviceConnections, resources));
    }

    @Bean
    OwnSettings ownSettings(
            ServiceAddresses addresses, ConnectionProvider serviceConnections, ReactorResourceFactory resources) {
        return new OwnSettings(addresses, client(serviceConnections, resources));
    }

    @Bean
    ExternalAccounts externalAccounts(
            ServiceAddresses addresses, ConnectionProvider serviceConnections, ReactorResourceFactory resources) {
        return new ExternalAccounts(addresses, client(serviceConnections, resources));
    }

    @Bean
    OperatorCalls operatorCalls(ConnectionProvider serviceConnections, ReactorResourceFactory resources) {
        return new OperatorCalls(client(serviceConnections, resources));
    }

    @Bean
    ServiceHealth serviceHealth(
            ServiceAddresses addresses,
            ConnectionProvider serviceConnections,
            ReactorResourceFactory resources,
            GatewayProperties properties) {
        return new ServiceHealth(addresses, client(serviceConnections, resources), properties.healthInterval());
    }

    private static HttpClient client(ConnectionProvider connections, ReactorResourceFactory resources) {
        return HttpClient.create(connections)
                .runOn(resources.getLoopResources())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MS);
    }

    /** UP when each service has a working replica. Until then the gateway is out of service, but not broken. */
    @Bean
    CompositeHealthContributor servicesHealthContributor(ServiceHealth health) {
        Map<String, HealthIndicator> services = new LinkedHashMap<>();
        for (ServiceName service : ServiceName.values()) {
            services.put(
                    service.id(),
                    Readiness.of(
                            "replicas", () -> health.isUp(service) ? PartStatus.working() : PartStatus.catchingUp()));
        }
        return CompositeHealthContributor.fromMap(services);
    }
}
