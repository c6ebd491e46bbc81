package io.livemarket.gateway.socket;

import com.nimbusds.jose.KeySourceException;
import io.livemarket.gateway.callers.ExternalKeys;
import io.livemarket.kit.web.ExternalTokens;
import io.livemarket.kit.web.PublicKeys;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the sessions with a token of a key that auth-service or the external issuer retired before the expiry of the
 * token, as after a leak of a key. Keys that cannot be fetched end no session.
 */
final class KeyWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KeyWatch.class);

    private final PublicKeys keys;
    private final ExternalKeys external;
    private final SessionRegistry registry;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("key-watch").daemon().factory());

    /** @param every the time between two checks */
    KeyWatch(PublicKeys keys, ExternalKeys external, SessionRegistry registry, Duration every) {
        this.keys = keys;
        this.external = external;
        this.registry = registry;
        scheduler.scheduleWithFixedDelay(this::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends the sessions of retired keys. */
    void look() {
        // Read before the keys, which are then at least as new as those that the tokens were checked with.
        Map<Boolean, Map<String, List<ClientSession>>> byIssuer = registry.byKey().entrySet().stream()
                .collect(Collectors.partitioningBy(
                        entry -> entry.getKey().startsWith(ExternalTokens.KEY_PREFIX),
                        Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        look(byIssuer.getOrDefault(false, Map.of()), keys, "");
        external.keys()
                .ifPresent(theirs -> look(byIssuer.getOrDefault(true, Map.of()), theirs, ExternalTokens.KEY_PREFIX));
    }

    /** @param prefix the text before the ids of these keys in sessions */
    private static void look(Map<String, List<ClientSession>> byKey, PublicKeys keys, String prefix) {
        if (byKey.isEmpty()) {
            return;
        }
        try {
            Set<String> good = keys.ids().stream().map(id -> prefix + id).collect(Collectors.toSet());
            if (!good.isEmpty()) { // An issuer that is catching up may have none yet.
                byKey.keySet().removeAll(good);
                byKey.forEach(KeyWatch::end);
            }
        } catch (KeySourceException | RuntimeException e) {
            log.warn("Signing keys not fetched, sockets of retired keys stay connected: {}", e.toString());
        }
    }

    private static void end(String keyId, List<ClientSession> sessions) {
        // A session may have received a new token meanwhile.
        List<ClientSession> retired = sessions.stream()
                .filter(session -> session.keyId().equals(keyId))
                .toList();
        retired.forEach(session -> session.socket().disconnect(true));
        log.warn(
                "{} sockets were disconnected: signing key {} was retired before their tokens ended",
                retired.size(),
                keyId);
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
