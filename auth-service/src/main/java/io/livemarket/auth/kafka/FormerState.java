package io.livemarket.auth.kafka;

import io.livemarket.auth.crypto.Vault;
import io.livemarket.auth.domain.RefreshFamily;
import io.livemarket.auth.domain.Registration;
import io.livemarket.auth.domain.SigningKey;
import io.livemarket.kit.engine.FormerChangelog;
import io.livemarket.kit.engine.ValueCodec;
import io.livemarket.kit.kafka.KafkaClients;
import java.util.function.BooleanSupplier;

/**
 * What version 0.1.0 and earlier kept: families of refresh tokens and used idempotency keys in changelogs of Kafka
 * Streams, and signing keys in their topic. Accounts need no taking over, since the credentials hold them. Read once,
 * when this version owns the partition for the first time.
 *
 * @param vault opens what they hold
 */
record FormerState(FormerChangelog keys, FormerChangelog families, FormerChangelog registrations, Vault vault) {

    /** Of a cluster that no earlier version has written to. */
    static final FormerState NONE =
            new FormerState(FormerChangelog.NONE, FormerChangelog.NONE, FormerChangelog.NONE, null);

    private static final String CHANGELOG = AuthEngine.NAME + "-%s-changelog";

    static FormerState of(KafkaClients clients, Vault vault) {
        return new FormerState(
                FormerChangelog.of(clients, AuthTopics.KEYS.name()),
                FormerChangelog.of(clients, CHANGELOG.formatted(AuthState.FAMILIES)),
                FormerChangelog.of(clients, CHANGELOG.formatted(AuthState.REGISTRATIONS)),
                vault);
    }

    /**
     * Takes over what is there; a no-op on a cluster that no earlier version has written to.
     *
     * @param goOn false to end early; what was taken over until then is of no use
     */
    void into(AuthState state, BooleanSupplier goOn) {
        SealedCodec<SigningKey> signing = new SealedCodec<>(vault, AuthTopics.KEYS, SigningKey.class);
        keys.read(0, goOn)
                .forEach((key, value) ->
                        state.put(SealedValues.opening(AuthTopics.KEYS.name(), () -> signing.read(key, value))));
        ValueCodec<RefreshFamily> family = SealedValues.of(vault, AuthState.FAMILIES, RefreshFamily.class);
        families.read(0, goOn)
                .values()
                .forEach(value -> state.families().put(family.read().apply(value)));
        ValueCodec<Registration> registration = SealedValues.of(vault, AuthState.REGISTRATIONS, Registration.class);
        registrations
                .read(0, goOn)
                .forEach((key, value) -> state.put(key, registration.read().apply(value)));
    }
}
