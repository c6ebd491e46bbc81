package io.livemarket.file.upload;

import java.io.IOException;

/** A form that violates RFC 2046 or has no end. The message describes the violation to the client. */
final class MalformedForm extends IOException {

    private static final long serialVersionUID = 1;

    MalformedForm(String message) {
        super(message);
    }
}
