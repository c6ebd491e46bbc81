package io.livemarket.gateway.testing;

import io.livemarket.gateway.requests.ClientEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Events that no real client sends: of every name, with every field of any event, and values of every JSON type. One
 * seed makes one sequence. Most events are invalid in one or several ways, some are valid.
 */
public final class GeneratedEvents {

    private static final List<String> FIELDS = List.of(
            "chatId",
            "to",
            "type",
            "content",
            "attachments",
            "productId",
            "replyTo",
            "clientMessageId",
            "messageId",
            "upToSeq",
            "beforeSeq",
            "afterSeq",
            "limit",
            "chats",
            "ids",
            "upTo",
            "token",
            "userId",
            "category",
            "comment",
            "messageIds",
            "userIds",
            "typing",
            "offerId",
            "price",
            "validForSeconds",
            "__proto__",
            "");
    private static final List<String> OTHER_NAMES = List.of(
            "\"message:explode\"",
            "\"\"",
            "\"connect\"",
            "\"disconnect\"",
            "\"error\"",
            "7",
            "null",
            "{}",
            "[]",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"message:send \"");
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "x",
            "text",
            "image",
            "file",
            "spam",
            "2026-01-01T00:00:00Z",
            "\\u0000",
            "\\ud800",
            "\\udfff\\ud83d",
            "\\ud83d\\ude00",
            "\\u200b",
            "\\u202e",
            "../../x",
            "%00",
            "'; --",
            "<b>",
            "${x}",
            "1-1-1-1-1",
            "NaN",
            "+1",
            "9999999999-01-01T00:00:00Z",
            "eyJhbGciOiJub25lIn0.e30.");
    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "-1",
            "2",
            "200",
            "201",
            "1.5",
            "1e3",
            "1e400",
            "-0",
            "9223372036854775807",
            "9223372036854775808",
            "1".repeat(400),
            "0.1");

    private final Random random;
    private final List<UUID> ids;
    private final List<Supplier<String>> values = List.of(
            () -> "null",
            () -> "true",
            () -> "false",
            () -> pick(NUMBERS),
            () -> '"' + pick(TEXTS) + '"',
            () -> '"' + "x".repeat(random().nextInt(9_000)) + '"',
            this::id,
            this::id,
            this::id,
            this::array,
            this::object);
    private int depth;

    /** @param ids of chats, messages and users that exist; others are made up */
    public GeneratedEvents(long seed, List<UUID> ids) {
        this.random = new Random(seed);
        this.ids = ids;
    }

    private Random random() {
        return random;
    }

    /** The JSON of an event: its name and arguments. */
    public String next() {
        ClientEvent event = pick(List.of(ClientEvent.values()));
        if (event == ClientEvent.UNKNOWN) {
            return "[" + pick(OTHER_NAMES) + (random.nextBoolean() ? "" : "," + value()) + "]";
        }
        String name = "\"" + event.wireName() + "\"";
        return switch (random.nextInt(20)) {
            case 0 -> "[" + name + "]";
            case 1 -> "[" + name + "," + value() + "]";
            case 2 -> "[" + name + "," + payload(event) + "," + value() + "]";
            case 3 -> broken("[" + name + "," + payload(event) + "]");
            default -> "[" + name + "," + payload(event) + "]";
        };
    }

    /** The arguments of an event of one kind. */
    public String payload(ClientEvent event) {
        List<String> members = new ArrayList<>();
        if (random.nextInt(3) > 0) {
            members.add("\"chatId\":" + id());
            members.add("\"content\":\"hola\"");
            members.add("\"messageId\":" + id());
            members.add("\"userId\":" + id());
        }
        for (int more = random.nextInt(4); more > 0; more--) {
            members.add("\"" + pick(FIELDS) + "\":" + value());
        }
        if (event == ClientEvent.NOTIFICATION_CLEAR) {
            // All three that exclude each other, at the end, where they count: nothing behind the gateway would answer
            // a right one.
            members.addAll(
                    List.of("\"chatId\":" + id(), "\"ids\":[" + id() + "]", "\"upTo\":\"2026-01-01T00:00:00Z\""));
        }
        return "{" + String.join(",", members) + "}";
    }

    private String broken(String json) {
        // The bracket stays: a packet without it is no event, and ends its session.
        int at = random.nextInt(2, json.length());
        return switch (random.nextInt(4)) {
            case 0 -> json.substring(0, at);
            case 1 -> json.substring(0, at) + json.charAt(at - 1) + json.substring(at);
            case 2 -> json + json;
            default -> json.substring(0, at - 1) + json.substring(at);
        };
    }

    private String value() {
        return pick(values).get();
    }

    private String id() {
        return '"'
                + (random.nextInt(3) > 0 ? pick(ids) : new UUID(random.nextLong(), random.nextLong())).toString()
                + '"';
    }

    private String array() {
        if (random.nextInt(50) == 0) {
            return "[".repeat(2_000) + "]".repeat(2_000);
        }
        return nested(() -> {
            List<String> elements = new ArrayList<>();
            for (int more = random.nextInt(12); more > 0; more--) {
                elements.add(value());
            }
            return "[" + String.join(",", elements) + "]";
        });
    }

    private String object() {
        return nested(() -> "{" + (random.nextBoolean() ? id() : "\"" + pick(FIELDS) + "\"") + ":" + value()
                + ",\"fileId\":" + id() + "}");
    }

    private String nested(Supplier<String> make) {
        if (depth == 2) {
            return "[]";
        }
        depth++;
        try {
            return make.get();
        } finally {
            depth--;
        }
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
