package io.livemarket.auth.domain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The rules of signing keys. A new key is accepted only from an instance that knew the newest key, and only to sign
 * after it, so that one of several instances rotates. The replaced key verifies until its last token has expired, and
 * is then deleted. A key that is to be alone retires all others at once.
 */
public final class KeyDecider {

    private KeyDecider() {}

    /**
     * The outcome of a command about a key.
     *
     * @param accepted whether the new key is accepted
     * @param changed the keys to store
     * @param gone the keys to delete
     */
    public record KeyDecision(boolean accepted, List<SigningKey> changed, List<UUID> gone) {}

    /** Decides a new key. */
    public static KeyDecision add(Collection<SigningKey> keys, AuthCommand.AddSigningKey command) {
        Optional<SigningKey> newest = newest(keys);
        boolean knewTheNewest = Objects.equals(newest.map(SigningKey::keyId).orElse(null), command.replaces());
        SigningKey added =
                new SigningKey(command.keyId(), command.privateJwk(), command.requestedAt(), command.signsFrom(), null);
        if (knewTheNewest && Boolean.TRUE.equals(command.alone())) {
            return new KeyDecision(
                    true, List.of(added), keys.stream().map(SigningKey::keyId).toList());
        }
        boolean later =
                newest.map(key -> command.signsFrom().isAfter(key.signsFrom())).orElse(true);
        if (!knewTheNewest || !later) {
            return new KeyDecision(false, List.of(), List.of());
        }
        List<SigningKey> changed = new ArrayList<>();
        newest.ifPresent(key -> changed.add(key.retiring(command.signsFrom().plus(command.overlap()))));
        changed.add(added);
        List<UUID> gone = keys.stream()
                .filter(key -> !key.verifiesAt(command.requestedAt()))
                .map(SigningKey::keyId)
                .toList();
        return new KeyDecision(true, List.copyOf(changed), gone);
    }

    /** The newest key, which no other key replaced. */
    public static Optional<SigningKey> newest(Collection<SigningKey> keys) {
        return keys.stream().max(Comparator.comparing(SigningKey::signsFrom).thenComparing(SigningKey::keyId));
    }
}
