package io.livemarket.auth.kafka;

import io.livemarket.auth.crypto.UnopenableException;
import io.livemarket.auth.crypto.Vault;
import io.livemarket.events.Json;
import io.livemarket.events.kafka.Topic;
import tools.jackson.core.JacksonException;

/** Reads and writes the sealed JSON values of one compacted topic. */
public final class SealedCodec<T> {

    private final Vault vault;
    private final Topic topic;
    private final Class<T> type;

    public SealedCodec(Vault vault, Topic topic, Class<T> type) {
        this.vault = vault;
        this.topic = topic;
        this.type = type;
    }

    public byte[] write(String key, T value) {
        return vault.seal(topic.name(), key, Json.bytes(value));
    }

    /**
     * Opens and reads a value.
     *
     * @throws UnopenableException when it was not sealed with an accepted key for this topic and record key
     * @throws JacksonException when the JSON does not have the shape of the type
     */
    public T read(String key, byte[] value) {
        return Json.read(vault.open(topic.name(), key, value), type);
    }
}
