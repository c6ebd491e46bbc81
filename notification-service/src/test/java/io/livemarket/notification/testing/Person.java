package io.livemarket.notification.testing;

import static org.awaitility.Awaitility.await;

import io.livemarket.testkit.running.RestClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** The calls that tests of notifications make all the time, as one person. */
public record Person(UUID id, String name, RestClient rest) {

    private static final Duration A_WHILE = Duration.ofSeconds(60);

    public static Person of(RunningNotificationService service, String name) {
        String unique = name + "-" + UUID.randomUUID().toString().substring(0, 8);
        UUID id = service.newUser(unique);
        return new Person(id, unique, service.as(id));
    }

    public JsonNode page(String query) {
        return rest.get("/notifications" + query).expect(200);
    }

    /** The listed notifications that were not read. */
    public List<JsonNode> unread() {
        List<JsonNode> unread = new ArrayList<>();
        page("?limit=100").path("items").forEach(n -> {
            if (!n.has("readAt")) {
                unread.add(n);
            }
        });
        return unread;
    }

    /** The unread counts at the first time at which the condition holds. */
    public List<JsonNode> awaitUnread(Predicate<List<JsonNode>> condition) {
        return await().atMost(A_WHILE).pollInterval(Duration.ofMillis(25)).until(this::unread, condition);
    }

    /** Waits until exactly one notification is there, with that count. */
    public JsonNode awaitOne(long count) {
        return awaitUnread(
                        all -> all.size() == 1 && all.getFirst().path("count").asLong() == count)
                .getFirst();
    }

    public void awaitNone() {
        awaitUnread(List::isEmpty);
    }

    public long unreadMessages() {
        return page("?limit=1").path("unread").path("messages").asLong();
    }
}
