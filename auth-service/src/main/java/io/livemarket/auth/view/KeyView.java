package io.livemarket.auth.view;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.livemarket.auth.domain.KeyDecider;
import io.livemarket.auth.domain.SigningKey;
import io.livemarket.auth.kafka.SealedCodec;
import java.text.ParseException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The signing keys, in memory, as the keys topic has them. */
public final class KeyView {

    private final SealedCodec<SigningKey> codec;
    private final Map<UUID, SigningKey> keys = new ConcurrentHashMap<>();

    public KeyView(SealedCodec<SigningKey> codec) {
        this.codec = codec;
    }

    /** Takes the newest record of a key; without a value it is gone. */
    void apply(String key, byte[] value) {
        if (value == null) {
            keys.remove(UUID.fromString(key));
        } else {
            SigningKey read = codec.read(key, value);
            keys.put(read.keyId(), read);
        }
    }

    /** The newest key, which may not sign yet. */
    public Optional<SigningKey> newest() {
        return KeyDecider.newest(all());
    }

    /** The key pair that signs at that time: the newest whose time has come. */
    public Optional<ECKey> signingAt(Instant now) {
        return all().stream()
                .filter(key -> !key.signsFrom().isAfter(now))
                .max(Comparator.comparing(SigningKey::signsFrom))
                .map(key -> parse(key.privateJwk()));
    }

    /** The public keys with which tokens may be verified at that time, those that do not sign yet included. */
    public JWKSet verifyingAt(Instant now) {
        List<JWK> published = all().stream()
                .filter(key -> key.verifiesAt(now))
                .sorted(Comparator.comparing(SigningKey::signsFrom).reversed())
                .<JWK>map(key -> parse(key.publicJwk()).toPublicJWK())
                .toList();
        return new JWKSet(published);
    }

    private Collection<SigningKey> all() {
        return keys.values();
    }

    private static ECKey parse(String jwk) {
        try {
            return JWK.parse(jwk).toECKey();
        } catch (ParseException e) {
            throw new IllegalStateException("A stored signing key is no JWK");
        }
    }
}
