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
     * @throws UnopenableException when it was not sealed by us for this topic and key
     * @throws JacksonException when it is not of its shape
     */
    public T read(String key, byte[] value) {
        return Json.read(vault.open(topic.name(), key, value), type);
    }
}
