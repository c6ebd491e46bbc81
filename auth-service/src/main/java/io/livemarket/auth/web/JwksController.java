package io.livemarket.auth.web;

import com.nimbusds.jose.jwk.JWKSet;
import io.livemarket.auth.view.KeyView;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The public keys (RFC 7517), also those that will sign soon, so that a cached response outlives a rotation. */
@RestController
class JwksController {

    private static final CacheControl CACHED =
            CacheControl.maxAge(Duration.ofMinutes(1)).cachePublic();

    private final KeyView keys;
    private final InstantSource clock;

    JwksController(KeyView keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    @GetMapping("/.well-known/jwks.json")
    ResponseEntity<Map<String, Object>> keys() {
        JWKSet published = keys.verifyingAt(clock.instant());
        if (published.isEmpty()) {
            throw ApiException.retryAfter(ErrorCode.UNAVAILABLE, 1_000);
        }
        return ResponseEntity.ok().cacheControl(CACHED).body(published.toJSONObject(true));
    }
}
