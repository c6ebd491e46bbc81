package io.livemarket.kit.admin;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.admin.DeadLetter.State;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.ApiException.FieldProblem;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a list of letters.
 *
 * @param state absent for letters of every state
 * @param limit 1–1,000
 */
public record DeadLetterQuery(@Nullable State state, int limit) {

    private static final int DEFAULT = 100;
    private static final int MOST = 1_000;
    private static final String EVERY = "all";

    /**
     * Parses the parameters of a request; an absent one has its default.
     *
     * @param state {@code open} (the default), {@code replayed}, {@code dropped} or {@code all}
     * @param limit 100 by default
     * @throws ApiException {@code invalid_request}, which names the parameter
     */
    public static DeadLetterQuery of(@Nullable String state, @Nullable String limit) {
        return new DeadLetterQuery(state(state), limit(limit));
    }

    /** The query string of a request for these letters. */
    public String parameters() {
        return "state=" + (state == null ? EVERY : state.text()) + "&limit=" + limit;
    }

    private static @Nullable State state(@Nullable String text) {
        if (text == null) {
            return State.OPEN;
        }
        if (text.equals(EVERY)) {
            return null;
        }
        return Arrays.stream(State.values())
                .filter(each -> each.text().equals(text))
                .findFirst()
                .orElseThrow(() -> wrong("state", "A state is open, replayed, dropped or all."));
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return DEFAULT;
        }
        if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST) {
            throw wrong("limit", "A limit is 1 to 1000.");
        }
        return Integer.parseInt(text);
    }

    private static ApiException wrong(String field, String rule) {
        return new ApiException(
                ErrorCode.INVALID_REQUEST,
                rule,
                List.of(new FieldProblem(
                        field, ErrorCode.INVALID_REQUEST, rule, ErrorCode.INVALID_REQUEST.messageEs())));
    }
}
