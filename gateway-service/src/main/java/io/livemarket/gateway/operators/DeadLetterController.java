package io.livemarket.gateway.operators;

import io.livemarket.events.Json;
import io.livemarket.gateway.config.ServiceName;
import io.livemarket.gateway.services.OperatorCalls;
import io.livemarket.gateway.services.ServiceAddresses;
import io.livemarket.kit.admin.DeadLetterQuery;
import io.livemarket.kit.web.Callers;
import io.livemarket.kit.web.RequiresRole;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.MissingNode;

/**
 * Lists the dead letters of all services. A single dead letter is served by its own service, which the name of its
 * topic gives.
 */
@RestController
@RequiresRole(Callers.OPERATOR)
class DeadLetterController {

    private static final Logger log = LoggerFactory.getLogger(DeadLetterController.class);

    private final ServiceAddresses addresses;
    private final OperatorCalls calls;

    DeadLetterController(ServiceAddresses addresses, OperatorCalls calls) {
        this.addresses = addresses;
        this.calls = calls;
    }

    @GetMapping("/admin/dead-letters")
    Mono<DeadLetterList> list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String limit,
            @RequestHeader(HttpHeaders.AUTHORIZATION) String authorization) {
        DeadLetterQuery query = DeadLetterQuery.of(state, limit);
        String path = "/admin/dead-letters?" + query.parameters();
        return Flux.fromArray(ServiceName.values())
                .flatMap(service -> ask(service, path, authorization))
                .collectList()
                .map(answers -> DeadLetterList.of(answers, query.limit()));
    }

    private Mono<DeadLetterList.Part> ask(ServiceName service, String path, String authorization) {
        URI address = addresses.next(service).resolve(path);
        return calls.get(address, authorization)
                .map(answer -> new DeadLetterList.Part(service.id() + "-service", Json.MAPPER.readTree(answer)))
                .onErrorResume(failure -> {
                    log.info(
                            "Dead letters of {}-service left out of the list, its call failed: {}",
                            service.id(),
                            failure.toString());
                    return Mono.just(new DeadLetterList.Part(service.id() + "-service", MissingNode.getInstance()));
                });
    }
}
