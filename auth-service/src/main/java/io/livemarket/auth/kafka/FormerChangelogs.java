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
 * The state of version 0.1.0 and earlier: families of refresh tokens and used idempotency keys in changelogs of Kafka
 * Streams, and signing keys in their topic. Accounts are not taken over, since they follow from the credentials. Read
 * once, when this version owns the partition for the first time.
 *
 * @param vault opens the sealed values
 */
record FormerChangelogs(FormerChangelog keys, FormerChangelog families, FormerChangelog registrations, Vault vault)
        implements FormerState {

    private static final String CHANGELOG = AuthEngine.NAME + "-%s-changelog";

    static FormerChangelogs of(KafkaClients clients, Vault vault) {
        return new FormerChangelogs(
                FormerChangelog.of(clients, AuthTopics.KEYS.name()),
                FormerChangelog.of(clients, CHANGELOG.formatted(AuthState.FAMILIES)),
                FormerChangelog.of(clients, CHANGELOG.formatted(AuthState.REGISTRATIONS)),
                vault);
    }

    @Override
    public void into(AuthState state, BooleanSupplier goOn) {
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
