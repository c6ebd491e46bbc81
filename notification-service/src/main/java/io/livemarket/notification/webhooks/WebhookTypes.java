package io.livemarket.notification.webhooks;

import io.livemarket.events.EventTypes;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.files.FileEvent;
import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.products.ProductEvent;
import io.livemarket.events.users.UserEvent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The types of events that endpoints may get: those of public topics about chats, users, products and files. */
public final class WebhookTypes {

    private static final Map<String, Topic> TOPICS = topics();

    private WebhookTypes() {}

    private static Map<String, Topic> topics() {
        Map<String, Topic> topics = new LinkedHashMap<>();
        add(topics, EventTypes.of(ChatEvent.class), Topics.CHAT_EVENTS);
        add(topics, EventTypes.of(UserEvent.class), Topics.USERS_EVENTS);
        add(topics, EventTypes.of(ProductEvent.class), Topics.PRODUCTS_EVENTS);
        add(topics, EventTypes.of(FileEvent.class), Topics.FILES_EVENTS);
        return Map.copyOf(topics);
    }

    private static void add(Map<String, Topic> topics, EventTypes<?> types, Topic topic) {
        types.byName().keySet().forEach(type -> topics.put(type, topic));
    }

    /** All types, in alphabetical order. */
    public static Set<String> all() {
        return new TreeSet<>(TOPICS.keySet());
    }

    /** Whether endpoints may get events of a type. */
    public static boolean exists(String type) {
        return TOPICS.containsKey(type);
    }

    /** The names of the topics that have events of some of the types; a type of a later version has none. */
    public static Set<String> topicsOf(Collection<String> types) {
        return types.stream()
                .map(TOPICS::get)
                .filter(Objects::nonNull)
                .map(Topic::name)
                .collect(Collectors.toUnmodifiableSet());
    }
}
