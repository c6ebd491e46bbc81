package io.livemarket.events.contracts;

import io.livemarket.events.EventTypes;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatResult;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.presence.Heartbeat;
import io.livemarket.events.presence.PartnerFact;
import io.livemarket.events.presence.PresenceEvent;
import io.livemarket.events.presence.SessionFact;
import io.livemarket.events.presence.TypingNotice;
import io.livemarket.events.presence.TypingSignal;
import io.livemarket.events.users.UserEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One type on the wire: its name, its record and the topic that carries it.
 *
 * @param codec of the family it belongs to
 */
record Contract(String name, Class<?> type, Topic topic, EventCodec<?> codec) {

    /** Which family of records each topic carries. A new topic or family is added here, and nowhere else in the tests. */
    static final Map<Topic, Class<?>> FAMILIES = families();

    /** Every type, by topic in the order of the catalogue, then in the order of its sealed interface. */
    static final List<Contract> ALL = FAMILIES.entrySet().stream()
            .flatMap(family -> of(family.getKey(), family.getValue()).stream())
            .toList();

    /** The types of one topic. */
    static List<Contract> of(Topic topic) {
        return ALL.stream().filter(contract -> contract.topic().equals(topic)).toList();
    }

    /** The type of that name; fails when there is none. */
    static Contract named(String name) {
        return ALL.stream().filter(contract -> contract.name().equals(name)).findFirst()
                .orElseThrow(() -> new AssertionError("No type is called " + name));
    }

    private static <T> List<Contract> of(Topic topic, Class<T> family) {
        EventCodec<T> codec = EventCodec.of(family);
        EventTypes<T> types = codec.types();
        return types.classes().stream()
                .map(type -> new Contract(types.nameOf(type), type, topic, codec))
                .toList();
    }

    private static Map<Topic, Class<?>> families() {
        Map<Topic, Class<?>> families = new LinkedHashMap<>();
        families.put(Topics.USERS_EVENTS, UserEvent.class);
        families.put(Topics.CHAT_COMMANDS, ChatCommand.class);
        families.put(Topics.CHAT_EVENTS, ChatEvent.class);
        families.put(Topics.CHAT_RESULTS, ChatResult.class);
        families.put(Topics.MODERATION_EVENTS, ModerationEvent.class);
        families.put(Topics.PRESENCE_SESSIONS, SessionFact.class);
        families.put(Topics.PRESENCE_HEARTBEATS, Heartbeat.class);
        families.put(Topics.PRESENCE_PARTNERS, PartnerFact.class);
        families.put(Topics.PRESENCE_EVENTS, PresenceEvent.class);
        families.put(Topics.PRESENCE_SIGNALS, TypingSignal.class);
        families.put(Topics.PRESENCE_TYPING, TypingNotice.class);
        return families;
    }

    @Override
    public String toString() {
        return name;
    }
}
