package io.livemarket.kit.engine;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the journal that are the engine's own; all others are the prefix of a kind of entry and the entry's key.
 */
final class JournalKeys {

    /** The position up to which commands are decided, where no event carries it; see {@link CommandPosition}. */
    static final String POSITION = "!position";

    private JournalKeys() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static @Nullable String text(byte @Nullable [] value) {
        return value == null ? null : new String(value, StandardCharsets.US_ASCII);
    }
}
