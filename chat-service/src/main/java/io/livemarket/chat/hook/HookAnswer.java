package io.livemarket.chat.hook;

import io.livemarket.events.Json;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The hook's answer.
 *
 * @param allow whether the message may be sent
 * @param reason a word for the sender, with a refusal; absent without one
 */
record HookAnswer(@Nullable Boolean allow, @Nullable String reason) {

    private static final Pattern REASON = Pattern.compile("[a-z][a-z0-9_-]{0,31}");

    /** The verdict of an answer's body; empty where that is no answer. A reason of another form is left out. */
    static Optional<Verdict> read(byte[] body) {
        try {
            HookAnswer answer = Json.read(body, HookAnswer.class);
            if (answer == null || answer.allow() == null) {
                return Optional.empty();
            }
            return Optional.of(answer.allow() ? Verdict.ALLOWED : Verdict.refused(answer.word()));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private @Nullable String word() {
        return reason != null && REASON.matcher(reason).matches() ? reason : null;
    }
}
