package io.livemarket.auth.domain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The rules of signing keys: a new key is taken only from one who knew the newest, to sign after it, so that of several
 * instances one rotates; the replaced one verifies until its last token has expired, and then goes. A key that is to be
 * alone retires all others at once.
 */
public final class KeyDecider {

    private KeyDecider() {}

    /**
     * What is decided.
     *
     * @param accepted whether the key was taken
     * @param changed keys to keep, as they are now
     * @param gone keys to forget
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

    /** The key that no other replaced. */
    public static Optional<SigningKey> newest(Collection<SigningKey> keys) {
        return keys.stream().max(Comparator.comparing(SigningKey::signsFrom).thenComparing(SigningKey::keyId));
    }
}
