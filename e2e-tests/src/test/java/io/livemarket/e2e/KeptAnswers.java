package io.livemarket.e2e;

import static org.awaitility.Awaitility.await;

import io.livemarket.e2e.EverythingThatWrites.People;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Answers of every service about the accounts of {@link EverythingThatWrites}. Equal events must lead to equal answers.
 */
final class KeptAnswers {

    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Duration SETTLED = Duration.ofSeconds(3);

    private final String url;
    private final People people;
    private Map<String, JsonNode> seen = Map.of();

    KeptAnswers(String url, People people) {
        this.url = url;
        this.people = people;
    }

    /** The answers once nothing follows any more from what was done. */
    Map<String, JsonNode> settled() {
        await().atMost(LIMIT).during(SETTLED).until(this::hasSettled);
        return seen;
    }

    private boolean hasSettled() throws Exception {
        Map<String, JsonNode> now = now();
        // Ana's socket is closed, which presence shows a few seconds later; a notification and a report follow their
        // events.
        boolean whole = now.get("ana /users/me").path("status").asString().equals("offline")
                && !now.get("bea /notifications").path("items").isEmpty()
                && !now.get("moderator /moderation/reports").path("items").isEmpty();
        whole &= now.get("bea /products").path("items").size() == 1; // The deleted user's product is withdrawn.
        boolean unchanged = now.equals(seen);
        seen = now;
        return whole && unchanged;
    }

    /** The answers as they are, by user and path. */
    Map<String, JsonNode> now() throws IOException, InterruptedException {
        Map<String, JsonNode> answers = new LinkedHashMap<>();
        for (String path : List.of(
                "/users/me",
                "/chats",
                "/chats/" + people.chat() + "/messages",
                "/notifications",
                "/products",
                "/users/me/connections")) {
            answers.put("ana " + path, people.ana().call(url, "GET", path, null).expect(200));
            answers.put("bea " + path, people.bea().call(url, "GET", path, null).expect(200));
        }
        String deleted = "/users/" + people.leo().id();
        answers.put(
                "ana " + deleted, people.ana().call(url, "GET", deleted, null).expect(200));
        for (String path : List.of("/moderation/reports", "/moderation/rules", "/moderation/flags")) {
            answers.put(
                    "moderator " + path,
                    people.moderator().call(url, "GET", path, null).expect(200));
        }
        return answers;
    }
}
