package io.livemarket.gateway.socket;

import io.livemarket.events.Json;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.gateway.services.ChatReads.Answer;
import tools.jackson.core.JacksonException;

/** Reads the code out of another service's problem document. */
final class RelayedProblem {

    private static final int SERVER_ERROR = 500;

    private RelayedProblem() {}

    private record Coded(ErrorCode code) {}

    /** The document's code; {@code unavailable} or {@code internal} when it has none that is known here. */
    static ErrorCode codeOf(Answer answer) {
        try {
            Coded problem = Json.read(answer.body(), Coded.class);
            if (problem != null && problem.code() != null) {
                return problem.code();
            }
        } catch (JacksonException e) {
            // Not a problem document of ours: the status has to do.
        }
        return answer.status() >= SERVER_ERROR ? ErrorCode.UNAVAILABLE : ErrorCode.INTERNAL;
    }
}
