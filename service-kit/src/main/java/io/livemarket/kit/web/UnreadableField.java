package io.livemarket.kit.web;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The name of the field of a JSON body that could not be read, in the form of problem documents:
 * {@code attachments[0].size}.
 */
final class UnreadableField {

    /** The names that may be repeated in an answer; a key that a client chose, such as an id, is not. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z]{1,40}");

    private UnreadableField() {}

    /** The field; empty when the body as a whole is wrong. */
    static Optional<String> of(@Nullable Throwable failure) {
        if (!(failure instanceof JacksonException unreadable)) {
            return Optional.empty();
        }
        StringBuilder field = new StringBuilder();
        for (JacksonException.Reference step : unreadable.getPath()) {
            String name = step.getPropertyName();
            if (name == null) {
                field.append('[').append(step.getIndex()).append(']');
            } else if (NAME.matcher(name).matches()) {
                field.append(field.isEmpty() ? "" : ".").append(name);
            } else {
                break;
            }
        }
        return field.isEmpty() ? Optional.empty() : Optional.of(field.toString());
    }
}
