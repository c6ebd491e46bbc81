package io.livemarket.kit.engine;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Keys of the journal that are the engine's own; all others are a kind of entry's prefix and its key. */
final class JournalKeys {

    /** How far commands are decided, where no event says it; see {@link CommandPosition}. */
    static final String POSITION = "!position";

    private JournalKeys() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static @Nullable String text(byte @Nullable [] value) {
        return value == null ? null : new String(value, StandardCharsets.US_ASCII);
    }
}
