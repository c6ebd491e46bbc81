package io.livemarket.gateway.operators;

import io.livemarket.events.Json;
import io.livemarket.gateway.operators.InstanceAddresses.Address;
import io.livemarket.gateway.services.OperatorCalls;
import io.livemarket.kit.admin.InstanceMonitor;
import io.livemarket.kit.admin.InstanceStatus;
import io.livemarket.kit.web.Callers;
import io.livemarket.kit.web.RequiresRole;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The status of this gateway, and of the whole system. */
@RestController
@RequiresRole(Callers.OPERATOR)
class StatusController {

    private static final Logger log = LoggerFactory.getLogger(StatusController.class);

    private final InstanceMonitor monitor;
    private final InstanceAddresses addresses;
    private final OperatorCalls calls;
    private final Clock clock;

    StatusController(InstanceMonitor monitor, InstanceAddresses addresses, OperatorCalls calls, Clock clock) {
        this.monitor = monitor;
        this.addresses = addresses;
        this.calls = calls;
        this.clock = clock;
    }

    @GetMapping("/admin/instance")
    Mono<InstanceStatus> instance() {
        return Mono.fromFuture(monitor::measure);
    }

    @GetMapping("/admin/status")
    Mono<SystemStatus> status(@RequestHeader(HttpHeaders.AUTHORIZATION) String authorization) {
        Flux<InstanceStatus> others = Mono.fromCallable(addresses::all)
                .subscribeOn(Schedulers.boundedElastic())
                .flatMapIterable(all -> all)
                .flatMap(address -> ask(address, authorization), Integer.MAX_VALUE);
        // This instance first: of two answers of one instance, the first counts.
        return Flux.mergeSequential(Mono.fromFuture(monitor::measure), others)
                .collectList()
                .map(answers -> SystemStatus.of(clock.instant(), answers));
    }

    private Mono<InstanceStatus> ask(Address address, String authorization) {
        return calls.get(address.uri().resolve("/admin/instance"), authorization)
                .map(StatusController::statusOf)
                .onErrorResume(failure -> {
                    log.info(
                            "{} at {} is reported as unreachable, its status call failed: {}",
                            address.service(),
                            address.uri(),
                            failure.toString());
                    return Mono.just(InstanceStatus.unreachable(
                            address.service(), address.uri().getAuthority()));
                });
    }

    private static InstanceStatus statusOf(byte[] answer) {
        InstanceStatus status = Json.read(answer, InstanceStatus.class);
        if (status.service() == null || status.instance() == null || status.figures() == null) {
            throw new IllegalStateException("the answer is no status");
        }
        return status;
    }
}
