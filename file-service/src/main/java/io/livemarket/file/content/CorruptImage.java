package io.livemarket.file.content;

import java.io.IOException;

/** An image that violates its format. */
final class CorruptImage extends IOException {

    private static final long serialVersionUID = 1L;

    CorruptImage(String message) {
        super(message);
    }
}
