package io.livemarket.notification.web;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.notifications.NotificationResult.CommandAccepted;
import io.livemarket.events.notifications.RemovalReason;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.Callers;
import io.livemarket.notification.config.NotificationProperties;
import io.livemarket.notification.kafka.NotificationCommands;
import io.livemarket.notification.projection.NotificationQueries;
import io.livemarket.notification.push.PushSubscription;
import io.livemarket.notification.push.SubscriptionCommand.Subscribe;
import io.livemarket.notification.push.SubscriptionCommand.Unsubscribe;
import io.livemarket.notification.push.SubscriptionRules;
import io.livemarket.notification.push.VapidKeyPairs;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The caller's devices with a push subscription. No response shows an endpoint or a key of a device. */
@RestController
@RequestMapping("/notifications/subscriptions")
class SubscriptionController {

    private final NotificationCommands commands;
    private final NotificationQueries queries;
    private final ReadConsistency consistency;
    private final VapidKeyPairs keys;
    private final boolean insecure;
    private final Clock clock;

    SubscriptionController(
            NotificationCommands commands,
            NotificationQueries queries,
            ReadConsistency consistency,
            VapidKeyPairs keys,
            NotificationProperties properties,
            Clock clock) {
        this.commands = commands;
        this.queries = queries;
        this.consistency = consistency;
        this.keys = keys;
        this.insecure = properties.push().insecureEndpoints();
        this.clock = clock;
    }

    /** @param publicKey the key with which a device subscribes, {@code applicationServerKey} */
    record Subscriptions(String publicKey, List<NotificationQueries.Subscription> items) {}

    record Subscribed(UUID id) {}

    @GetMapping
    Subscriptions list(@AuthenticationPrincipal Jwt caller) {
        return new Subscriptions(keys.publicKey(), queries.subscriptions(Callers.id(caller)));
    }

    /**
     * Adds a device, or replaces its keys: the id is made from caller and endpoint, so a device has one subscription.
     */
    @PostMapping
    ResponseEntity<Subscribed> subscribe(
            @AuthenticationPrincipal Jwt caller, @Valid @RequestBody Requests.Subscription request) {
        if (!SubscriptionRules.isEndpoint(request.endpoint(), insecure)) {
            throw new ApiException(ErrorCode.INVALID_PUSH_ENDPOINT);
        }
        String subscribedWith = request.applicationServerKey();
        if (!SubscriptionRules.isPublicKey(request.keys().p256dh())
                || !SubscriptionRules.isAuthSecret(request.keys().auth())
                || subscribedWith != null && !keys.accepts(subscribedWith)) {
            throw new ApiException(ErrorCode.INVALID_PUSH_KEYS);
        }
        UUID me = Callers.id(caller);
        UUID id = Ids.named(me, request.endpoint());
        Instant now = now();
        PushSubscription device = new PushSubscription(
                id, request.endpoint(), request.keys().p256dh(), request.keys().auth(), now, subscribedWith);
        CommandAccepted accepted = commands.decide(new Subscribe(me, device, now));
        consistency.await(accepted);
        takeOver(device, me);
        return accepted.changed() == 0
                ? ResponseEntity.ok(new Subscribed(id))
                : ResponseEntity.created(URI.create("/notifications/subscriptions/" + id))
                        .body(new Subscribed(id));
    }

    /** Removes the subscriptions that other users have of a device: it gets the pushes of its latest user only. */
    private void takeOver(PushSubscription device, UUID owner) {
        CompletableFuture.allOf(queries.heldBefore(device.device(), owner, now()).stream()
                        .map(held -> commands.send(
                                new Unsubscribe(held.userId(), held.subscriptionId(), RemovalReason.GONE, now())))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unsubscribe(@AuthenticationPrincipal Jwt caller, @PathVariable UUID id) {
        consistency.await(commands.decide(new Unsubscribe(Callers.id(caller), id, RemovalReason.ASKED, now())));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
