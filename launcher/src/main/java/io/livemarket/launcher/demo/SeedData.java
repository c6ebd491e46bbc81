package io.livemarket.launcher.demo;

import io.livemarket.launcher.demo.Conversation.Act;
import io.livemarket.launcher.demo.Conversation.Agree;
import io.livemarket.launcher.demo.Conversation.Line;
import io.livemarket.launcher.demo.Conversation.Read;
import io.livemarket.launcher.demo.Conversation.Report;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * Makes the world of {@link SeedWorld} in a running system. Existing parts of the world stay as they are: a second run
 * adds nothing, and a run after an interrupted one continues it.
 */
final class SeedData {

    private static final int PAGE = 100;

    private final Calls calls;
    private final String password;
    private final Map<String, Account> accounts = new HashMap<>();

    /** @param password of each made-up user */
    SeedData(Calls calls, String password) {
        this.calls = calls;
        this.password = password;
    }

    /** The number of messages that were added. */
    int make(List<Conversation> conversations) {
        conversations.stream()
                .flatMap(conversation -> conversation.people().stream())
                .distinct()
                .forEach(this::enter);
        return conversations.stream()
                .filter(conversation -> accounts.keySet().containsAll(conversation.people()))
                .mapToInt(this::makeUnlessBlocked)
                .sum();
    }

    /**
     * Logs a user in. A user that was suspended since an earlier run stays out, and so do that user's conversations.
     */
    private void enter(String name) {
        try {
            Account account = Account.of(calls, name, password);
            accounts.put(name, account);
            Optional.ofNullable(SeedWorld.PORTRAITS.get(name))
                    .ifPresent(portrait -> account.show(name + ".png", portrait.png()));
        } catch (RefusedException e) {
            if (!e.code().equals("account_suspended")) {
                throw e;
            }
        }
    }

    /** Makes the conversation, unless one of two users blocked the other since an earlier run. */
    private int makeUnlessBlocked(Conversation conversation) {
        try {
            return make(conversation);
        } catch (RefusedException e) {
            if (e.code().equals("blocked") || e.code().equals("you_blocked")) {
                return 0;
            }
            throw e;
        }
    }

    private int make(Conversation conversation) {
        JsonNode chat = open(conversation);
        String path = "/chats/" + chat.path("id").asString() + "/messages";
        List<Line> lines = conversation.lines();
        if (chat.path("seq").asInt() >= lines.size()) {
            return 0;
        }
        List<String> ids = new ArrayList<>();
        account(conversation.people().getFirst())
                .get(path + "?afterSeq=0&limit=" + PAGE)
                .path("items")
                .forEach(message -> ids.add(message.path("id").asString()));
        int added = 0;
        while (ids.size() < lines.size()) {
            act(conversation, path, ids);
            ids.add(send(conversation, path, lines.get(ids.size()), ids));
            added++;
        }
        act(conversation, path, ids);
        return added;
    }

    /** The conversation's chat, which is opened unless it exists. */
    private JsonNode open(Conversation conversation) {
        Account opener = account(conversation.people().getFirst());
        List<String> others = conversation.people().stream()
                .skip(1)
                .map(name -> account(name).id())
                .toList();
        if (conversation.group().isEmpty()) {
            return opener.post("/chats", Map.of("type", "private", "participants", others));
        }
        String name = conversation.group().get();
        for (JsonNode chat : opener.get("/chats?limit=" + PAGE).path("items")) {
            if (chat.path("name").asString("").equals(name)) {
                return chat;
            }
        }
        return opener.post("/chats", Map.of("type", "group", "name", name, "participants", others));
    }

    /**
     * Sends a message and returns its id. A message that was sent but not answered is sent once, since its client id
     * depends on its place alone.
     */
    private String send(Conversation conversation, String path, Line line, List<String> earlier) {
        Account author = account(line.author());
        Map<String, Object> message = new HashMap<>(Map.of(
                "type",
                line.picture().isPresent() ? "image" : "text",
                "content",
                line.text(),
                "clientMessageId",
                UUID.nameUUIDFromBytes((path + earlier.size()).getBytes(StandardCharsets.UTF_8))
                        .toString()));
        line.picture()
                .ifPresent(picture -> message.put(
                        "attachments",
                        List.of(Map.of(
                                "fileId",
                                author.upload(picture.fileName(), picture.png())
                                        .path("id")
                                        .asString()))));
        if (line.replyTo() > 0) {
            message.put("replyTo", earlier.get(line.replyTo() - 1));
        }
        return author.post(path, message).path("id").asString();
    }

    /** Carries out the acts that are due after the present number of messages. */
    private void act(Conversation conversation, String messages, List<String> ids) {
        String chat = messages.substring(0, messages.lastIndexOf('/'));
        for (Act act : conversation.acts().stream()
                .filter(each -> each.after() == ids.size())
                .toList()) {
            Account by = account(act.by());
            switch (act) {
                case Read _ -> by.post(chat + "/read", Map.of("upToSeq", ids.size()));
                case Agree _ -> by.put(chat + "/deal");
                case Report report ->
                    by.post(
                            "/users/"
                                    + account(conversation
                                                    .lines()
                                                    .get(ids.size() - 1)
                                                    .author())
                                            .id() + "/report",
                            Map.of(
                                    "category",
                                    report.category(),
                                    "comment",
                                    report.comment(),
                                    "messageIds",
                                    List.of(ids.getLast())));
            }
        }
    }

    private Account account(String name) {
        Account account = accounts.get(name);
        if (account == null) {
            throw new IllegalStateException(name + " is not logged in");
        }
        return account;
    }
}
