package io.livemarket.loadtest.wire;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the few fields that matter from acks and events by streaming, without building trees: about a microsecond per
 * frame. Unknown fields are skipped whole, so that no field inside them can be taken for one of ours.
 */
public final class Scan {

    private static final JsonFactory JSON = new JsonFactory();

    private Scan() {}

    /** The {@code Message} that is the first argument of an event; absent when there is none or it is no JSON. */
    public static @Nullable MessageFields message(Json arguments) {
        try (JsonParser in = open(arguments)) {
            boolean named = in.nextToken() == JsonToken.START_ARRAY && in.nextToken() == JsonToken.VALUE_STRING;
            return named && in.nextToken() == JsonToken.START_OBJECT ? readMessage(in) : null;
        } catch (JacksonException notJson) {
            return null;
        }
    }

    /** The answer in an ack's argument list; the code {@code invalid_ack} stands for an unreadable answer. */
    public static Answer answer(Json arguments) {
        try (JsonParser in = open(arguments)) {
            boolean object = in.nextToken() == JsonToken.START_ARRAY && in.nextToken() == JsonToken.START_OBJECT;
            return object ? readAnswer(in) : Answer.unreadable();
        } catch (JacksonException notJson) {
            return Answer.unreadable();
        }
    }

    private static Answer readAnswer(JsonParser in) {
        boolean ok = false;
        boolean hasMore = false;
        Answer error = null;
        MessageFields message = null;
        List<MessageFields> items = List.of();
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            JsonToken value = in.nextToken();
            switch (name) {
                case "ok" -> ok = in.getValueAsBoolean();
                case "hasMore" -> hasMore = in.getValueAsBoolean();
                case "error" -> error = value == JsonToken.START_OBJECT ? readError(in) : null;
                case "message" -> message = value == JsonToken.START_OBJECT ? readMessage(in) : null;
                case "items" -> items = value == JsonToken.START_ARRAY ? readMessages(in) : List.of();
                default -> in.skipChildren();
            }
        }
        if (ok) {
            return new Answer(true, null, false, 0, message, items, hasMore);
        }
        return error == null ? Answer.unreadable() : error;
    }

    /** An error object: of an ack, or the {@code data} of a connect error. */
    private static Answer readError(JsonParser in) {
        String code = null;
        boolean retryable = false;
        long retryAfterMs = 0;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            in.nextToken();
            switch (name) {
                case "code" -> code = in.getValueAsString();
                case "retryable" -> retryable = in.getValueAsBoolean();
                case "retryAfterMs" -> retryAfterMs = in.getValueAsLong();
                default -> in.skipChildren();
            }
        }
        return code == null
                ? Answer.unreadable()
                : new Answer(false, code, retryable, retryAfterMs, null, List.of(), false);
    }

    /** The refusal in a CONNECT_ERROR packet, {@code {message, data: {code, …}}}. */
    public static Answer connectError(Json error) {
        try (JsonParser in = open(error)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return Answer.unreadable();
            }
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                JsonToken value = in.nextToken();
                if (name.equals("data") && value == JsonToken.START_OBJECT) {
                    return readError(in);
                }
                in.skipChildren();
            }
            return Answer.unreadable();
        } catch (JacksonException notJson) {
            return Answer.unreadable();
        }
    }

    /** A boolean field of the object that is an event's first argument; {@code fallback} without the field. */
    public static boolean flag(Json arguments, String field, boolean fallback) {
        try (JsonParser in = open(arguments)) {
            in.nextToken();
            in.nextToken();
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return fallback;
            }
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                in.nextToken();
                if (name.equals(field)) {
                    return in.getValueAsBoolean(fallback);
                }
                in.skipChildren();
            }
            return fallback;
        } catch (JacksonException notJson) {
            return fallback;
        }
    }

    /** A text field of the object that is an event's first argument; absent without the field. */
    public static @Nullable String text(Json arguments, String field) {
        try (JsonParser in = open(arguments)) {
            in.nextToken();
            in.nextToken();
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                in.nextToken();
                if (name.equals(field)) {
                    return in.getValueAsString();
                }
                in.skipChildren();
            }
            return null;
        } catch (JacksonException notJson) {
            return null;
        }
    }

    /** A number field of a plain object; {@code fallback} without the field. */
    public static long number(Json object, String field, long fallback) {
        try (JsonParser in = open(object)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return fallback;
            }
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                in.nextToken();
                if (name.equals(field)) {
                    return in.getValueAsLong(fallback);
                }
                in.skipChildren();
            }
            return fallback;
        } catch (JacksonException notJson) {
            return fallback;
        }
    }

    private static List<MessageFields> readMessages(JsonParser in) {
        List<MessageFields> messages = new ArrayList<>();
        while (in.nextToken() == JsonToken.START_OBJECT) {
            messages.add(readMessage(in));
        }
        return messages;
    }

    private static MessageFields readMessage(JsonParser in) {
        String id = null;
        String chatId = null;
        String clientMessageId = null;
        String content = null;
        long seq = 0;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            in.nextToken();
            switch (name) {
                case "id" -> id = in.getValueAsString();
                case "chatId" -> chatId = in.getValueAsString();
                case "seq" -> seq = in.getValueAsLong();
                case "clientMessageId" -> clientMessageId = in.getValueAsString();
                case "content" -> content = in.getValueAsString();
                default -> in.skipChildren();
            }
        }
        return new MessageFields(id, chatId, seq, clientMessageId, content);
    }

    private static JsonParser open(Json json) {
        return JSON.createParser(ObjectReadContext.empty(), json.bytes(), json.offset(), json.length());
    }
}
