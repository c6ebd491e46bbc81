package io.livemarket.events.contracts;

import io.livemarket.events.EventTypes;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatResult;
import io.livemarket.events.chat.EnforcementCommand;
import io.livemarket.events.chat.EnforcementResult;
import io.livemarket.events.files.FileCommand;
import io.livemarket.events.files.FileEvent;
import io.livemarket.events.files.FileResult;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.moderation.EnforcementState;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.RuleEvent;
import io.livemarket.events.notifications.NotificationCommand;
import io.livemarket.events.notifications.NotificationEvent;
import io.livemarket.events.notifications.NotificationResult;
import io.livemarket.events.notifications.ReminderFact;
import io.livemarket.events.presence.DeviceFact;
import io.livemarket.events.presence.Heartbeat;
import io.livemarket.events.presence.LeavingFact;
import io.livemarket.events.presence.PartnerFact;
import io.livemarket.events.presence.PresenceEvent;
import io.livemarket.events.presence.ProfileNotice;
import io.livemarket.events.presence.SessionFact;
import io.livemarket.events.presence.TypingNotice;
import io.livemarket.events.presence.TypingSignal;
import io.livemarket.events.products.ProductCommand;
import io.livemarket.events.products.ProductEvent;
import io.livemarket.events.products.ProductResult;
import io.livemarket.events.users.AccessFact;
import io.livemarket.events.users.RoleEvent;
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

    /**
     * Which families of records each topic carries. A new topic or family is added here, and nowhere else in the tests.
     */
    static final Map<Topic, List<Class<?>>> FAMILIES = families();

    /** Every type, by topic in the order of the catalogue, then in the order of its sealed interface. */
    static final List<Contract> ALL = FAMILIES.entrySet().stream()
            .flatMap(topic -> topic.getValue().stream().flatMap(family -> of(topic.getKey(), family).stream()))
            .toList();

    /** The types of one topic. */
    static List<Contract> of(Topic topic) {
        return ALL.stream().filter(contract -> contract.topic().equals(topic)).toList();
    }

    /** The type of that name; fails when there is none. */
    static Contract named(String name) {
        return ALL.stream()
                .filter(contract -> contract.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No type is called " + name));
    }

    private static <T> List<Contract> of(Topic topic, Class<T> family) {
        EventCodec<T> codec = EventCodec.of(family);
        EventTypes<T> types = codec.types();
        return types.classes().stream()
                .map(type -> new Contract(types.nameOf(type), type, topic, codec))
                .toList();
    }

    private static Map<Topic, List<Class<?>>> families() {
        Map<Topic, List<Class<?>>> families = new LinkedHashMap<>();
        families.put(Topics.USERS_EVENTS, List.of(UserEvent.class));
        families.put(Topics.USERS_SESSIONS, List.of(AccessFact.class));
        families.put(Topics.USERS_ROLES, List.of(RoleEvent.class));
        families.put(Topics.CHAT_COMMANDS, List.of(ChatCommand.class, EnforcementCommand.class));
        families.put(Topics.CHAT_EVENTS, List.of(ChatEvent.class));
        families.put(Topics.CHAT_RESULTS, List.of(ChatResult.class, EnforcementResult.class));
        families.put(Topics.MODERATION_EVENTS, List.of(ModerationEvent.class));
        families.put(Topics.MODERATION_ENFORCEMENT, List.of(EnforcementState.class));
        families.put(Topics.MODERATION_RULES, List.of(RuleEvent.class));
        families.put(Topics.FILES_COMMANDS, List.of(FileCommand.class));
        families.put(Topics.FILES_EVENTS, List.of(FileEvent.class));
        families.put(Topics.FILES_RESULTS, List.of(FileResult.class));
        families.put(Topics.PRODUCTS_COMMANDS, List.of(ProductCommand.class));
        families.put(Topics.PRODUCTS_EVENTS, List.of(ProductEvent.class));
        families.put(Topics.PRODUCTS_RESULTS, List.of(ProductResult.class));
        families.put(Topics.NOTIFICATIONS_COMMANDS, List.of(NotificationCommand.class));
        families.put(Topics.NOTIFICATIONS_EVENTS, List.of(NotificationEvent.class));
        families.put(Topics.NOTIFICATIONS_RESULTS, List.of(NotificationResult.class));
        families.put(Topics.NOTIFICATIONS_REMINDERS, List.of(ReminderFact.class));
        families.put(Topics.PRESENCE_SESSIONS, List.of(SessionFact.class, LeavingFact.class));
        families.put(Topics.PRESENCE_HEARTBEATS, List.of(Heartbeat.class));
        families.put(Topics.PRESENCE_PARTNERS, List.of(PartnerFact.class));
        families.put(Topics.PRESENCE_EVENTS, List.of(PresenceEvent.class));
        families.put(Topics.PRESENCE_DEVICES, List.of(DeviceFact.class));
        families.put(Topics.PRESENCE_SIGNALS, List.of(TypingSignal.class));
        families.put(Topics.PRESENCE_TYPING, List.of(TypingNotice.class, ProfileNotice.class));
        return families;
    }

    @Override
    public String toString() {
        return name;
    }
}
