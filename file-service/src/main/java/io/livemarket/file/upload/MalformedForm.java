package io.livemarket.file.upload;

import java.io.IOException;

/**
 * A form that is not built as RFC 2046 says, or of which the end did not come. Its message says what is wrong, to its
 * sender.
 */
final class MalformedForm extends IOException {

    private static final long serialVersionUID = 1;

    MalformedForm(String message) {
        super(message);
    }
}
