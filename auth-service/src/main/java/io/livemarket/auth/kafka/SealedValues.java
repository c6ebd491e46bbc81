package io.livemarket.auth.kafka;

import io.livemarket.auth.crypto.UnopenableException;
import io.livemarket.auth.crypto.Vault;
import io.livemarket.events.Json;
import io.livemarket.kit.engine.UnrecoverableException;
import io.livemarket.kit.engine.ValueCodec;
import tools.jackson.core.JacksonException;

/**
 * Sealed JSON of one kind of the decider's entries, in the journal and in the local store. The purpose that a value is
 * sealed for is that of the stores of version 0.1.0, so that values of their changelogs open too. A value that does not
 * open stops the engine: leaving an account out would free its name.
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
     * Reads state.
     *
     * @throws UnrecoverableException when it does not open, or is not of its shape
     */
    static <V> V opening(String what, Opening<V> opening) {
        try {
            return opening.open();
        } catch (UnopenableException e) {
            throw new UnrecoverableException(e.getMessage(), e);
        } catch (JacksonException e) {
            // Without the exception: its message may quote what was read.
            throw new UnrecoverableException(what + ": not of its shape", null);
        }
    }
}
