package io.livemarket.auth.web;

import io.livemarket.kit.web.Callers;
import io.livemarket.kit.web.RequiresRole;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The service accounts, for operators. The log {@code audit} gets a line for each change. */
@RestController
@RequestMapping("/admin/services")
@RequiresRole(Callers.OPERATOR)
class ServicesController {

    private static final Logger audit = LoggerFactory.getLogger("audit");

    private final ServiceAccounts services;

    ServicesController(ServiceAccounts services) {
        this.services = services;
    }

    record Services(List<ServiceBody> items) {}

    @GetMapping
    Services list() throws InterruptedException, TimeoutException {
        return new Services(services.list());
    }

    @PostMapping
    ResponseEntity<ServiceBody> create(@RequestBody Requests.CreateService body, @AuthenticationPrincipal Jwt token)
            throws InterruptedException, TimeoutException {
        ServiceBody created = services.create(body, Callers.id(token));
        audit.info("{} created service {} with scopes {}", Callers.audited(token), created.id(), created.scopes());
        return secret(ResponseEntity.created(URI.create("/admin/services/" + created.id())), created);
    }

    @PutMapping("/{id}")
    ServiceBody setScopes(@PathVariable UUID id, @RequestBody Requests.Scopes body, @AuthenticationPrincipal Jwt token)
            throws InterruptedException, TimeoutException {
        ServiceBody changed = services.setScopes(id, body, Callers.id(token));
        audit.info("{} gave service {} the scopes {}", Callers.audited(token), id, changed.scopes());
        return changed;
    }

    /** Adds a secret, so that the service can change over to it before the former one is removed. */
    @PostMapping("/{id}/secrets")
    ResponseEntity<ServiceBody> addSecret(@PathVariable UUID id, @AuthenticationPrincipal Jwt token)
            throws InterruptedException, TimeoutException {
        ServiceBody changed = services.addSecret(id, Callers.id(token));
        audit.info("{} added a secret to service {}", Callers.audited(token), id);
        return secret(ResponseEntity.status(HttpStatus.CREATED), changed);
    }

    @DeleteMapping("/{id}/secrets/{secretId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeSecret(@PathVariable UUID id, @PathVariable UUID secretId, @AuthenticationPrincipal Jwt token)
            throws InterruptedException, TimeoutException {
        services.removeSecret(id, secretId, Callers.id(token));
        audit.info("{} removed secret {} of service {}", Callers.audited(token), secretId, id);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id, @AuthenticationPrincipal Jwt token)
            throws InterruptedException, TimeoutException {
        services.delete(id, Callers.id(token));
        audit.info("{} deleted service {}", Callers.audited(token), id);
    }

    private static ResponseEntity<ServiceBody> secret(ResponseEntity.BodyBuilder response, ServiceBody body) {
        return response.cacheControl(CacheControl.noStore()).body(body);
    }
}
