package io.livemarket.gateway.socket;

import io.livemarket.events.Json;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.gateway.services.ChatReads.Answer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Reads the error code from the problem document of a service. */
final class RelayedProblem {

    private static final int SERVER_ERROR = 500;

    private RelayedProblem() {}

    /** As text: an unknown code, of a later version, must not hide the status. */
    private record Coded(@Nullable String code) {}

    /** The code of the document; {@code unavailable} or {@code internal} when it has no known code. */
    static ErrorCode codeOf(Answer answer) {
        return known(answer.body())
                .orElse(answer.status() >= SERVER_ERROR ? ErrorCode.UNAVAILABLE : ErrorCode.INTERNAL);
    }

    private static Optional<ErrorCode> known(byte[] body) {
        try {
            return Optional.ofNullable(Json.read(body, Coded.class))
                    .map(Coded::code)
                    .flatMap(ErrorCode::find);
        } catch (JacksonException e) {
            return Optional.empty(); // Not a problem document.
        }
    }
}
