package io.livemarket.auth.kafka;

import io.livemarket.auth.crypto.UnopenableException;
import io.livemarket.auth.crypto.Vault;
import io.livemarket.events.Json;
import io.livemarket.kit.engine.UnrecoverableException;
import io.livemarket.kit.engine.ValueCodec;
import tools.jackson.core.JacksonException;

/**
 * The sealed JSON of one kind of the decider's entries, in the journal and in the local store. Values are sealed for
 * the purposes of version 0.1.0's stores, so that values of its changelogs can be opened too. A value that cannot be
 * opened stops the engine: leaving an account out would free its name.
 */
final class SealedValues {

    private SealedValues() {}

    static <V> ValueCodec<V> of(Vault vault, String kind, Class<V> type) {
        String purpose = "store " + kind;
        return new ValueCodec<>(
                value -> vault.seal(purpose, "", Json.bytes(value)),
                sealedValue -> opening(purpose, () -> Json.read(vault.open(purpose, "", sealedValue), type)));
    }

    /** An attempt to read state. */
    @FunctionalInterface
    interface Opening<V> {
        V open();
    }

    /**
     * Reads a value of the state.
     *
     * @throws UnrecoverableException when the value cannot be opened, or does not have the shape of its type
     */
    static <V> V opening(String what, Opening<V> opening) {
        try {
            return opening.open();
        } catch (UnopenableException e) {
            throw new UnrecoverableException(e.getMessage(), e);
        } catch (JacksonException e) {
            // Without the exception as cause: its message may quote the value.
            throw new UnrecoverableException(what + ": not of its shape", null);
        }
    }
}
