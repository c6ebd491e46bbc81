package io.livemarket.ops;

import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The topics that each service reads and writes. A service writes the topics that it owns in the catalogue, its dead
 * letters, and of the topics with many writers those below; it reads every other topic that its code names. It reads
 * the dead letters of its own context, and notes in their topics which of them its operators handled.
 */
final class KafkaAccess {

    /** Writers of topics whose owner is "many". */
    private static final Map<String, Set<Topic>> SHARED = Map.of(
            "auth-service", Set.of(Topics.NOTIFICATIONS_COMMANDS),
            "gateway-service",
                    Set.of(
                            Topics.CHAT_COMMANDS,
                            Topics.NOTIFICATIONS_COMMANDS,
                            Topics.PRESENCE_HEARTBEATS,
                            Topics.PRESENCE_SESSIONS),
            "chat-service", Set.of(Topics.CHAT_COMMANDS),
            "moderation-service", Set.of(Topics.CHAT_COMMANDS),
            "notification-service", Set.of(Topics.NOTIFICATIONS_COMMANDS),
            "presence-service", Set.of(Topics.PRESENCE_HEARTBEATS, Topics.PRESENCE_SESSIONS));

    /** Topics that a service writes and has no reason to read. */
    private static final Map<String, Set<Topic>> NOT_READ = Map.of(
            "auth-service", Set.of(Topics.USERS_SESSIONS, Topics.USERS_ROLES, Topics.NOTIFICATIONS_COMMANDS),
            "gateway-service",
                    Set.of(
                            Topics.CHAT_COMMANDS,
                            Topics.NOTIFICATIONS_COMMANDS,
                            Topics.PRESENCE_HEARTBEATS,
                            Topics.PRESENCE_SESSIONS,
                            Topics.PRESENCE_SIGNALS),
            "moderation-service", Set.of(Topics.CHAT_COMMANDS, Topics.MODERATION_ENFORCEMENT),
            "notification-service", Set.of(Topics.NOTIFICATIONS_REMINDERS),
            "presence-service", Set.of(Topics.PRESENCE_TYPING));

    private final Catalogue catalogue;

    KafkaAccess(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    Set<String> writes(String service) {
        Set<String> names = catalogue.topics().values().stream()
                .filter(topic -> topic.owner().equals(service))
                .map(Topic::name)
                .collect(Collectors.toCollection(TreeSet::new));
        names(SHARED, service).forEach(names::add);
        names.addAll(catalogue.deadLettersOf(service));
        names.addAll(deadLettersLookedAfterBy(service));
        return names;
    }

    Set<String> reads(String service) {
        Set<String> names = new TreeSet<>(catalogue.usedBy(service));
        names.removeIf(name -> name.endsWith(".dlt") || name.contains(".dlt."));
        names(NOT_READ, service).forEach(names::remove);
        names.addAll(deadLettersLookedAfterBy(service));
        return names;
    }

    private Set<String> deadLettersLookedAfterBy(String service) {
        return catalogue.topics().keySet().stream()
                .filter(name -> name.endsWith(".dlt"))
                .filter(name -> Topics.serviceOf(name).filter(service::equals).isPresent())
                .collect(Collectors.toSet());
    }

    private static Stream<String> names(Map<String, Set<Topic>> of, String service) {
        return of.getOrDefault(service, Set.of()).stream().map(Topic::name);
    }
}
