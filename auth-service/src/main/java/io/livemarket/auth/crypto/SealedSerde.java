package io.livemarket.auth.crypto;

import io.livemarket.events.Json;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** Sealed JSON, for state stores, whose changelogs hold the same bytes. */
public final class SealedSerde<T> implements Serde<T> {

    private final Vault vault;
    private final String purpose;
    private final Class<T> type;

    public SealedSerde(Vault vault, String purpose, Class<T> type) {
        this.vault = vault;
        this.purpose = purpose;
        this.type = type;
    }

    @Override
    public Serializer<T> serializer() {
        return (topic, value) -> value == null ? null : vault.seal(purpose, "", Json.bytes(value));
    }

    @Override
    public Deserializer<T> deserializer() {
        return (topic, sealed) -> sealed == null ? null : Json.read(vault.open(purpose, "", sealed), type);
    }
}
