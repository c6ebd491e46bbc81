package io.livemarket.gateway.services;

import io.livemarket.events.Json;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.gateway.services.ChatReads.Answer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Takes chat-service's answer for many users apart; each user's part stays as it is. */
final class MissedAnswers {

    private static final int OK = 200;
    private static final byte[] NOTHING = {};

    private MissedAnswers() {}

    /**
     * Reads {@code {answers: [{code, missed}]}}, of which each has one.
     *
     * @return each user's answer, as if it had been asked for alone; null for users that are still to be asked for
     * @throws tools.jackson.core.JacksonException when it is no JSON
     * @throws IllegalArgumentException when it does not answer for so many users
     */
    static List<Answer> of(byte[] body, int users) {
        List<Answer> answers = new ArrayList<>(users);
        try (JsonParser parser = Json.MAPPER.createParser(body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean isThem = parser.currentName().equals("answers");
                parser.nextToken();
                if (isThem) {
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

    private static Answer one(JsonParser parser, byte[] body) {
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

    /** A token's refusal; null where the answer was only left out. */
    private static Answer refused(String code) {
        return ErrorCode.TOKEN_INVALID.code().equals(code)
                        || ErrorCode.TOKEN_EXPIRED.code().equals(code)
                ? new Answer(ErrorCode.TOKEN_INVALID.status(), NOTHING)
                : null;
    }
}
