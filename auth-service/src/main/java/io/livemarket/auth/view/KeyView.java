package io.livemarket.auth.view;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.livemarket.auth.domain.KeyDecider;
import io.livemarket.auth.domain.SigningKey;
import io.livemarket.auth.kafka.SealedCodec;
import java.text.ParseException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The signing keys, in memory, built from the keys topic. Safe for any number of threads. */
public final class KeyView {

    private static final Comparator<Held> BY_START =
            Comparator.comparing(held -> held.key().signsFrom());

    private final SealedCodec<SigningKey> codec;
    private final Map<UUID, Held> keys = new ConcurrentHashMap<>();

    private record Held(SigningKey key, ECKey pair) {}

    public KeyView(SealedCodec<SigningKey> codec) {
        this.codec = codec;
    }

    /** Applies a record of the keys topic; a tombstone removes the key. */
    public void apply(String key, byte @Nullable [] value) {
        if (value == null) {
            keys.remove(UUID.fromString(key));
        } else {
            SigningKey read = codec.read(key, value);
            keys.put(read.keyId(), new Held(read, parse(read.privateJwk())));
        }
    }

    /** The newest key, also when it does not sign yet. */
    public Optional<SigningKey> newest() {
        return KeyDecider.newest(keys.values().stream().map(Held::key).toList());
    }

    /** The key pair that signs at a time: the newest one whose {@code signsFrom} has come. */
    public Optional<ECKey> signingAt(Instant now) {
        return keys.values().stream()
                .filter(held -> !held.key().signsFrom().isAfter(now))
                .max(BY_START)
                .map(Held::pair);
    }

    /** The public keys that verify tokens at a time, also those that do not sign yet. */
    public JWKSet verifyingAt(Instant now) {
        List<JWK> published = keys.values().stream()
                .filter(held -> held.key().verifiesAt(now))
                .sorted(BY_START.reversed())
                .<JWK>map(held -> held.pair().toPublicJWK())
                .toList();
        return new JWKSet(published);
    }

    private static ECKey parse(String jwk) {
        try {
            return JWK.parse(jwk).toECKey();
        } catch (ParseException e) {
            throw new IllegalStateException("A stored signing key is no JWK");
        }
    }
}
