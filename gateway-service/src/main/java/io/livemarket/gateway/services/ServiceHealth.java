package io.livemarket.gateway.services;

import io.livemarket.gateway.config.ServiceName;
import io.livemarket.gateway.services.ServiceAddresses.Replica;
import io.livemarket.kit.config.Phases;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/**
 * Checks the health of every replica in the background, and records in {@link ServiceAddresses} which replicas work.
 */
public final class ServiceHealth implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ServiceHealth.class);
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(2);
    private static final int OK = 200;

    private final ServiceAddresses addresses;
    private final HttpClient http;
    private final Duration interval;
    private volatile @Nullable Disposable checks;
    private volatile boolean checked;

    public ServiceHealth(ServiceAddresses addresses, HttpClient http, Duration interval) {
        this.addresses = addresses;
        this.http = http.responseTimeout(RESPONSE_TIMEOUT);
        this.interval = interval;
    }

    /** Whether a service has a working replica. */
    public boolean isUp(ServiceName service) {
        return checked && addresses.all(service).stream().anyMatch(Replica::isUp);
    }

    private Mono<Void> check() {
        return Flux.just(ServiceName.values())
                .flatMapIterable(addresses::all)
                .flatMap(this::check)
                .then(Mono.fromRunnable(() -> checked = true));
    }

    private Mono<Void> check(Replica replica) {
        return http.get()
                .uri(replica.uri().resolve("/healthz").toString())
                .responseSingle((response, body) ->
                        body.then(Mono.just(response.status().code() == OK)))
                .timeout(RESPONSE_TIMEOUT)
                .onErrorReturn(false)
                .doOnNext(up -> note(replica, up))
                .then();
    }

    private static void note(Replica replica, boolean up) {
        if (replica.isUp() != up) {
            log.info("Replica {} is {}", replica.uri(), up ? "up" : "down");
        }
        replica.is(up);
    }

    @Override
    public void start() {
        checks = check().repeatWhen(rounds -> rounds.delayElements(interval)).subscribe();
    }

    @Override
    public void stop() {
        Disposable running = checks;
        checks = null;
        if (running != null) {
            running.dispose();
        }
    }

    @Override
    public boolean isRunning() {
        return checks != null;
    }

    @Override
    public int getPhase() {
        return Phases.VIEWS;
    }
}
