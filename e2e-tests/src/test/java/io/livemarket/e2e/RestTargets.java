package io.livemarket.e2e;

import io.livemarket.e2e.ApiDocument.Operation;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The people and things that generated requests are about, and the documented request of each operation, which is right
 * or nearly so.
 */
final class RestTargets {

    private final String host;
    private final Map<String, String> known = new HashMap<>();
    private final Map<String, String> tokens = new HashMap<>();
    private String chat;
    private String message;
    private String victim;

    private RestTargets(String url) {
        this.host = URI.create(url).getAuthority();
    }

    /** Registers them: a user of a group that is written in, a user to block and report, a moderator, an operator. */
    static RestTargets create(String url, ApiDocument document) throws IOException, InterruptedException {
        RestTargets targets = new RestTargets(url);
        Account user = Account.register(url, "cases");
        targets.people(url, user);
        ApiCase upload = ApiCase.sample(operation(document, "POST /files"), targets.known);
        try (RestConnection connection = new RestConnection(url)) {
            targets.known.put(
                    "fileId",
                    connection
                            .ask(targets.request(upload).bytes(), false)
                            .json()
                            .path("id")
                            .asString());
        }
        return targets;
    }

    private void people(String url, Account user) throws IOException, InterruptedException {
        Account other = Account.register(url, "cases-other");
        Account moderator = Account.registerAs(url, "e2e-moderator");
        victim = other.id();
        tokens.put("user", user.token());
        tokens.put("leaver", Account.register(url, "cases-leaver").token());
        tokens.put("moderator", moderator.token());
        tokens.put("operator", Account.registerAs(url, DocumentedApi.OPERATOR).token());
        chat = user.call(
                        url,
                        "POST",
                        "/chats",
                        Map.of("type", "group", "name", "Cases", "participants", List.of(victim)))
                .expect(201)
                .path("id")
                .asString();
        message = user.call(url, "POST", "/chats/" + chat + "/messages", Map.of("content", "hola"))
                .expect(201)
                .path("id")
                .asString();
        known.putAll(Map.of(
                "chatId",
                chat,
                "messageId",
                message,
                "userId",
                victim,
                "/users/{id} id",
                user.id(),
                "/users/{id}/password id",
                user.id(),
                "id",
                message,
                "topic",
                "livemarket.chat.commands.v1.dlt",
                "ids",
                message,
                "search",
                "cases"));
        known.put(
                "productId",
                user.call(url, "POST", "/products", Map.of("name", "Cases", "price", 1))
                        .expect(201)
                        .path("id")
                        .asString());
        known.put(
                "reportId",
                user.call(url, "POST", "/users/" + victim + "/report", Map.of("category", "spam"))
                        .expect(201)
                        .path("id")
                        .asString());
        known.put(
                "ruleId",
                moderator
                        .call(
                                url,
                                "POST",
                                "/moderation/rules",
                                Map.of(
                                        "category",
                                        "off_platform",
                                        "severity",
                                        2,
                                        "action",
                                        "flag",
                                        "text",
                                        "qwertyuiop"))
                        .expect(201)
                        .path("id")
                        .asString());
    }

    private static Operation operation(ApiDocument document, String name) {
        return document.operations().stream()
                .filter(each -> each.toString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The documented request, about things that exist. */
    RestCase right(Operation operation) {
        RestCase right = request(ApiCase.sample(operation, known));
        return operation.toString().equals("DELETE /auth/sessions") ? right.withQuery("except=current") : right;
    }

    private RestCase request(ApiCase sample) {
        Map<String, String> headers = new LinkedHashMap<>(Map.of("Host", host));
        if (sample.contentType() != null) {
            headers.put("Content-Type", sample.contentType());
        }
        if (!sample.operation().isPublic()) {
            headers.put("Authorization", "Bearer " + token(sample.operation()));
        }
        RestCase request = new RestCase(
                sample.operation(), "", sample.operation().method(), sample.target(), headers, sample.body(), true);
        return request.isJson()
                ? request.withBody(request.text()
                        .replaceAll("0199a0c1-1[0-9a-f-]{27}", victim)
                        .replaceAll("0199a0c1-2[0-9a-f-]{27}", message)
                        .replaceAll("0199a0c1-5[0-9a-f-]{27}", chat))
                : request;
    }

    private String token(Operation operation) {
        return Set.of("DELETE /auth/sessions", "POST /auth/logout").contains(operation.toString())
                ? tokens.get("leaver")
                : tokens.get(operation.role().orElse("user"));
    }
}
