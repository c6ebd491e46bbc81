package io.livemarket.auth.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.livemarket.auth.config.AccountsProperties;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.AuthResult;
import io.livemarket.auth.domain.SigningKey;
import io.livemarket.auth.view.AuthViews;
import io.livemarket.auth.view.KeyView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Generates the first signing key and each next one in time: a key signs for {@code rotation}, and the next one is
 * published {@code lead} before it signs. Keys that were created before {@code not-before} are replaced and retired at
 * once. Every instance may generate a key; the writer accepts one of several.
 */
public final class KeyRotation implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KeyRotation.class);
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);
    /** The longest interval of checks while there is no key. */
    private static final long STARTING_MS = 50;

    private final KeyView keys;
    private final Function<AuthCommand, AuthResult> writer;
    private final AccountsProperties.Keys settings;
    private final Duration tokenLifetime;
    private final InstantSource clock;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("key-rotation").daemon().factory());

    public KeyRotation(
            KeyView keys,
            Function<AuthCommand, AuthResult> writer,
            AccountsProperties.Keys settings,
            Duration tokenLifetime,
            InstantSource clock) {
        this.keys = keys;
        this.writer = writer;
        this.settings = settings;
        this.tokenLifetime = tokenLifetime;
        this.clock = clock;
    }

    /** Checks every {@code check} whether a key is due, and more often until there is a first one. */
    public void start(AuthViews views, Duration check) {
        scheduler.execute(() -> look(views, check));
    }

    private void look(AuthViews views, Duration check) {
        try {
            if (views.isReady()) {
                rotateIfDue();
            }
        } catch (CompletionException e) {
            log.warn("Signing key not rotated, the next check retries it: {}", String.valueOf(e.getCause()));
        } catch (RuntimeException e) {
            log.error("Signing key not rotated, the next check retries it", e);
        } finally {
            long next = keys.newest().isPresent() ? check.toMillis() : Math.min(STARTING_MS, check.toMillis());
            if (!scheduler.isShutdown()) {
                scheduler.schedule(() -> look(views, check), next, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Sends a new key to the writer if one is due; whether one was due. */
    boolean rotateIfDue() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Optional<SigningKey> newest = keys.newest();
        boolean retired = newest.isPresent() && isRetired(newest.get());
        if (newest.isPresent()
                && !retired
                && now.isBefore(
                        newest.get().signsFrom().plus(settings.rotation()).minus(settings.lead()))) {
            return false;
        }
        UUID keyId = UUID.randomUUID();
        ECKey pair = generate(keyId);
        AuthResult _ = writer.apply(new AuthCommand.AddSigningKey(
                keyId,
                newest.map(SigningKey::keyId).orElse(null),
                pair.toJSONString(),
                newest.isPresent() && !retired ? now.plus(settings.lead()) : now,
                tokenLifetime.plus(CLOCK_SKEW),
                now,
                retired ? true : null));
        if (retired) {
            log.warn(
                    "Signing key generated, keys created before not-before are retired and their tokens refused: key={},"
                            + " notBefore={}",
                    keyId,
                    settings.notBefore());
        } else {
            log.info("Signing key generated: key={}", keyId);
        }
        return true;
    }

    private boolean isRetired(SigningKey key) {
        return settings.notBefore() != null && key.createdAt().isBefore(settings.notBefore());
    }

    private static ECKey generate(UUID keyId) {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyID(keyId.toString())
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("P-256 is not available", e);
        }
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
