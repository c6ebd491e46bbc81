package io.livemarket.kit.web;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of auth-service, or of an external issuer (RFC 7517). They are fetched at the first use, again after
 * a minute (for an external issuer, the time that is set), so that a retired key is refused by then, and at once for a
 * token with an unknown key, at most twice in 2 s. While the issuer does not answer, the last keys stay valid.
 */
public final class PublicKeys implements JWKSource<SecurityContext> {

    /** The time for which fetched keys are used. */
    static final Duration GOOD_FOR = Duration.ofMinutes(1);

    private static final int SET_BYTES = 64 * 1024;
    private static final int FETCH_MS = 2_000;
    private static final long WAIT_FOR_FETCH_MS = 5_000;
    private static final long FETCH_AT_MOST_EVERY_MS = 2_000;
    private static final JWKSelector ALL = new JWKSelector(new JWKMatcher.Builder().build());

    private final String address;
    private final JWKSource<SecurityContext> source;
    private volatile boolean fetched;

    private PublicKeys(String address, JWKSource<SecurityContext> source) {
        this.address = address;
        this.source = source;
    }

    /**
     * The keys at an address.
     *
     * @throws IllegalArgumentException when it is not an address
     */
    public static PublicKeys at(String jwksUri) {
        return at(jwksUri, GOOD_FOR);
    }

    /** @param goodFor the time for which fetched keys are used; longer than {@link #FETCH_AT_MOST_EVERY_MS} */
    static PublicKeys at(String jwksUri, Duration goodFor) {
        try {
            return new PublicKeys(
                    jwksUri,
                    JWKSourceBuilder.<SecurityContext>create(
                                    URI.create(jwksUri).toURL(),
                                    new DefaultResourceRetriever(FETCH_MS, FETCH_MS, SET_BYTES))
                            .cache(goodFor.toMillis(), WAIT_FOR_FETCH_MS)
                            .refreshAheadCache(false)
                            .rateLimited(FETCH_AT_MOST_EVERY_MS)
                            .outageTolerantForever()
                            .build());
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("The jwks-uri of livemarket.auth is no address", e);
        }
    }

    /** The address of the keys. */
    String address() {
        return address;
    }

    /**
     * The matching keys. Once keys were fetched, an unknown key that may not be fetched yet counts as one that does not
     * exist.
     */
    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        try {
            List<JWK> found = source.get(selector, context);
            fetched = true;
            return found;
        } catch (RateLimitReachedException e) {
            if (fetched) {
                return List.of();
            }
            throw e;
        }
    }

    /**
     * The ids of the valid keys.
     *
     * @throws KeySourceException when no keys were ever fetched
     */
    public Set<String> ids() throws KeySourceException {
        return get(ALL, null).stream().map(JWK::getKeyID).collect(Collectors.toUnmodifiableSet());
    }
}
