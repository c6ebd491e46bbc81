package io.livemarket.file.content;

import java.io.IOException;

/** A picture is not built as its format says. */
final class CorruptImage extends IOException {

    private static final long serialVersionUID = 1L;

    CorruptImage(String message) {
        super(message);
    }
}
