package io.livemarket.gateway.services;

import io.livemarket.gateway.config.ServiceName;
import io.livemarket.gateway.services.ServiceAddresses.Replica;
import io.livemarket.kit.config.Phases;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** Looks at every replica's health in the background, and tells {@link ServiceAddresses} which work. */
public final class ServiceHealth implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ServiceHealth.class);
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(2);
    private static final int OK = 200;

    private final ServiceAddresses addresses;
    private final HttpClient http;
    private final Duration interval;
    private volatile Disposable looking;
    private volatile boolean looked;

    public ServiceHealth(ServiceAddresses addresses, HttpClient http, Duration interval) {
        this.addresses = addresses;
        this.http = http.responseTimeout(RESPONSE_TIMEOUT);
        this.interval = interval;
    }

    /** Whether a service has a replica that works. */
    public boolean isUp(ServiceName service) {
        return looked && addresses.all(service).stream().anyMatch(Replica::isUp);
    }

    private Mono<Void> look() {
        return Flux.just(ServiceName.values())
                .flatMapIterable(addresses::all)
                .flatMap(this::look)
                .then(Mono.fromRunnable(() -> looked = true));
    }

    private Mono<Void> look(Replica replica) {
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
            log.info("{} is {}", replica.uri(), up ? "up" : "down");
        }
        replica.is(up);
    }

    @Override
    public void start() {
        looking = look().repeatWhen(rounds -> rounds.delayElements(interval)).subscribe();
    }

    @Override
    public void stop() {
        Disposable running = looking;
        looking = null;
        if (running != null) {
            running.dispose();
        }
    }

    @Override
    public boolean isRunning() {
        return looking != null;
    }

    @Override
    public int getPhase() {
        return Phases.VIEWS;
    }
}
