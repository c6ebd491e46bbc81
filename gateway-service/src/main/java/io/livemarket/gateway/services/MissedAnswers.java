package io.livemarket.gateway.services;

import io.livemarket.events.Json;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.gateway.services.ChatReads.Answer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Splits the answer of chat-service for many users; the part of each user is copied unchanged. */
final class MissedAnswers {

    private static final int OK = 200;
    private static final byte[] NOTHING = {};

    private MissedAnswers() {}

    /**
     * Reads {@code {answers: [{code, missed}]}}, where each element has one of the two.
     *
     * @return the answer for each user, as if it had been requested alone; absent for users that are still to be
     *     requested alone
     * @throws tools.jackson.core.JacksonException when the body is not JSON
     * @throws IllegalArgumentException when the body has another number of answers
     */
    static List<@Nullable Answer> of(byte[] body, int users) {
        List<@Nullable Answer> answers = new ArrayList<>(users);
        try (JsonParser parser = Json.MAPPER.createParser(body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean isAnswers = parser.currentName().equals("answers");
                parser.nextToken();
                if (isAnswers) {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        answers.add(one(parser, body));
                    }
                } else {
                    parser.skipChildren();
                }
            }
        }
        if (answers.size() != users) {
            throw new IllegalArgumentException(answers.size() + " answers for " + users + " users");
        }
        return answers;
    }

    private static @Nullable Answer one(JsonParser parser, byte[] body) {
        Answer answer = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("code") && value == JsonToken.VALUE_STRING) {
                answer = refused(parser.getString());
            } else if (field.equals("missed") && value == JsonToken.START_OBJECT) {
                int from = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                int to = (int) parser.currentTokenLocation().getByteOffset() + 1;
                answer = new Answer(OK, Arrays.copyOfRange(body, from, to));
            } else {
                parser.skipChildren();
            }
        }
        return answer;
    }

    /** The answer for a refused token; absent when the messages were left out of the answer. */
    private static @Nullable Answer refused(String code) {
        return ErrorCode.TOKEN_INVALID.code().equals(code)
                        || ErrorCode.TOKEN_EXPIRED.code().equals(code)
                ? new Answer(ErrorCode.TOKEN_INVALID.status(), NOTHING)
                : null;
    }
}
