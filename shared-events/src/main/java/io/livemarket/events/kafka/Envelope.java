package io.livemarket.events.kafka;

import io.livemarket.events.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The record headers: CloudEvents 1.0 in Kafka's binary content mode (CloudEvents Kafka protocol binding, section 3.2),
 * and headers of our own, by which a consumer routes or skips a record without reading its value.
 */
public final class Envelope {

    /** The event's id, unique per source. */
    public static final String ID = "ce_id";
    /** The {@link io.livemarket.events.EventType} name. */
    public static final String TYPE = "ce_type";
    /** The service that published the record, {@code /chat-service}. */
    public static final String SOURCE = "ce_source";
    /** The time of the event, ISO-8601: as a rule the time at which the request was accepted, before it was decided. */
    public static final String TIME = "ce_time";
    /** The aggregate's id. */
    public static final String SUBJECT = "ce_subject";
    /** Always {@code 1.0}. */
    public static final String SPEC_VERSION = "ce_specversion";
    /** Always {@code application/json}. */
    public static final String CONTENT_TYPE = "content-type";
    /** The ids of the users whom the event concerns, joined by commas. */
    public static final String AUDIENCE = "lm_audience";
    /** The id of the acting user. */
    public static final String ACTOR = "lm_actor";
    /** The id of the command that the record answers. */
    public static final String COMMAND = "lm_command";
    /** The instance that sent the command. */
    public static final String ORIGIN = "lm_origin";
    /**
     * On a chat event in which the rules on content found something: the findings, as JSON in ASCII. For moderation
     * only.
     */
    public static final String MODERATION = "lm_moderation";
    /**
     * On a chat event: the participants who block its author and are notified of a change without its content; ids
     * joined by commas. Never for clients.
     */
    public static final String WITHHELD = "lm_withheld";
    /**
     * On a message that was sent: the number of files that it carries. Absent on other events, and on messages of
     * earlier versions: their values have to be read for the number.
     */
    public static final String FILES = "lm_files";
    /**
     * On a message that was sent: the sender, where the sender had hidden the chat and this message brings it back; a
     * user id. Absent on all others.
     */
    public static final String BROUGHT_BACK = "lm_brought_back";
    /**
     * On a message that was sent: present where the recipient of a private chat has written nothing in it yet, and the
     * text is long enough to be compared with other texts. For moderation only, which counts equal texts of a sender.
     */
    public static final String UNASKED = "lm_unasked";
    /**
     * On a chat that a new account opened: the number of chats that the account may open within an hour. For moderation
     * only, which counts them.
     */
    public static final String FIRST_CONTACTS = "lm_first_contacts";
    /**
     * On a notification that was raised: {@code text} and {@code textEs}, as JSON in UTF-8, for gateways to show within
     * seconds. The texts have names as they are now: they are no part of the event, and no stored document is made from
     * them.
     */
    public static final String SHOWN = "lm_shown";
    /**
     * On a block, a suspension, or the end of one: the state is in {@code moderation.enforcement}, written in the
     * transaction of the event.
     */
    public static final String ENFORCED = "lm_enforced";
    /**
     * On a state in {@code moderation.enforcement}, and on its end, which has no value: the user's version from which
     * the state follows.
     */
    public static final String VERSION = "lm_version";
    /**
     * On the last event of a transaction: the position up to which commands are decided, for the service that decides
     * them.
     */
    public static final String POSITION = "lm_position";
    /** On a dead letter: the reason why the record could not be handled, without any part of its value. */
    public static final String DEAD_REASON = "lm_dead_reason";
    /** On a dead letter: the record's place, {@code topic-partition@offset}. */
    public static final String DEAD_FROM = "lm_dead_from";
    /** On a dead letter: the engine or projection that could not handle the record. */
    public static final String DEAD_CONSUMER = "lm_dead_consumer";
    /** On a note in a dead letter topic: the letter's place, {@code topic-partition@offset}. */
    public static final String DEAD_LETTER = "lm_dead_letter";
    /** On a note in a dead letter topic: {@code replayed} or {@code dropped}. */
    public static final String DEAD_HANDLED = "lm_dead_handled";
    /** On a command: the {@link Reply} that the origin wants. */
    public static final String REPLY = "lm_reply";
    /** On a record of a sampled trace: the span that caused the record, as W3C Trace Context writes it. */
    public static final String TRACE = "traceparent";

    private static final byte[] VERSION_1_0 = ascii("1.0");
    private static final byte[] JSON = ascii("application/json");

    private Envelope() {}

    /** The outcomes of a command that are published to its context's results topic. */
    public enum Reply {
        /** None. */
        NONE,
        /** Refusals, and commands that change nothing. */
        UNLESS_EVENT,
        /** Every outcome. */
        ALWAYS
    }

    /** Writes the CloudEvents attributes. */
    public static Headers describe(Headers headers, String id, String type, String source, Instant time, UUID subject) {
        return headers.add(SPEC_VERSION, VERSION_1_0)
                .add(ID, ascii(id))
                .add(TYPE, ascii(type))
                .add(SOURCE, ascii(source))
                .add(TIME, ascii(time.toString()))
                .add(SUBJECT, ascii(subject.toString()))
                .add(CONTENT_TYPE, JSON);
    }

    /**
     * Writes the headers that a decider reads of a command. Topics of commands are internal: the CloudEvents attributes
     * that only subscribers of public topics need are left out, and earlier versions ignore them.
     */
    public static void command(Headers headers, UUID id, String type, String origin, Reply reply) {
        put(headers, ID, id.toString());
        put(headers, TYPE, type);
        put(headers, ORIGIN, origin);
        put(headers, REPLY, reply.name());
    }

    /** Writes the users whom the event concerns. */
    public static void audience(Headers headers, Collection<UUID> users) {
        put(headers, AUDIENCE, joined(users));
    }

    /** Writes the users that do not get the event; no header for an empty list. */
    public static void withheld(Headers headers, Collection<UUID> users) {
        if (!users.isEmpty()) {
            put(headers, WITHHELD, joined(users));
        }
    }

    /**
     * The users whom the event concerns; empty when the header is absent.
     *
     * @throws UnreadableRecordException when the header holds anything else than ids joined by commas
     */
    public static List<UUID> audience(Headers headers) {
        return ids(headers, AUDIENCE);
    }

    /**
     * The users that do not get the event; empty when the header is absent.
     *
     * @throws UnreadableRecordException when the header holds anything else than ids joined by commas
     */
    public static List<UUID> withheld(Headers headers) {
        return ids(headers, WITHHELD);
    }

    /** Writes the number of files that a message carries. */
    public static void files(Headers headers, int count) {
        put(headers, FILES, Integer.toString(count));
    }

    /** Whether the headers show that a message carries no file; false where the header is absent. */
    public static boolean carriesNoFile(Headers headers) {
        Header header = headers.lastHeader(FILES);
        return header != null && header.value() != null && header.value().length == 1 && header.value()[0] == '0';
    }

    private static String joined(Collection<UUID> users) {
        return users.stream().map(UUID::toString).collect(Collectors.joining(","));
    }

    private static List<UUID> ids(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        byte @Nullable [] joined = header == null ? null : header.value();
        if (joined == null || joined.length == 0) {
            return List.of();
        }
        int step = Ids.CANONICAL_LENGTH + 1;
        boolean isList = (joined.length + 1) % step == 0;
        List<UUID> ids = new ArrayList<>((joined.length + 1) / step);
        for (int at = 0; isList && at < joined.length; at += step) {
            Optional<UUID> id = Ids.parse(joined, at);
            isList = id.isPresent() && (at == 0 || joined[at - 1] == ',');
            id.ifPresent(ids::add);
        }
        if (!isList) {
            throw new UnreadableRecordException(name + " is no list of ids", null);
        }
        return List.copyOf(ids);
    }

    /** Writes a header, in ASCII; no header for an absent value. */
    public static void put(Headers headers, String name, @Nullable String value) {
        if (value != null) {
            headers.add(name, ascii(value));
        }
    }

    /** The text of a header; null when the header is absent. */
    public static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.US_ASCII);
    }

    /** The id in a header; null when the header is absent or holds no id. */
    public static @Nullable UUID id(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null || header.value().length != Ids.CANONICAL_LENGTH
                ? null
                : Ids.parse(header.value(), 0).orElse(null);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
