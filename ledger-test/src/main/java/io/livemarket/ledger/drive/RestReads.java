package io.livemarket.ledger.drive;

import io.livemarket.ledger.model.MessageList;
import io.livemarket.ledger.model.Shown;
import io.livemarket.ledger.model.Summary;
import io.livemarket.ledger.model.Summary.Watermarks;
import io.livemarket.loadtest.SetUpException;
import io.livemarket.loadtest.users.RestClient;
import io.livemarket.loadtest.users.UserAccount;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The answers that a user gets over REST when a run is over. */
public final class RestReads implements AutoCloseable {

    private static final int PAGE = 50;
    private static final int CHATS = 100;

    private final RestClient rest;
    private final Consumer<String> failed;

    /** @param failed receives the description of each failed read */
    public RestReads(URI gateway, Consumer<String> failed) {
        this.rest = new RestClient(gateway, Duration.ofSeconds(20));
        this.failed = failed;
    }

    /** A chat's history from its first message on. */
    public MessageList history(UserAccount user, UUID chat) {
        List<Shown> messages = new ArrayList<>();
        long last = 0;
        for (boolean more = true; more; ) {
            JsonNode page = get(user, "/chats/" + chat + "/messages?limit=" + PAGE + "&afterSeq=" + last);
            for (JsonNode message : page.path("items")) {
                messages.add(Frames.shown(message));
                last = message.path("seq").asLong();
            }
            more = page.path("hasMore").asBoolean(false);
        }
        return new MessageList("history of user " + user.id(), UUID.fromString(user.id()), chat, messages);
    }

    /** The user's list of chats, which must hold all that are expected. */
    public List<Summary> summaries(UserAccount user, Collection<UUID> expected) {
        List<Summary> summaries = new ArrayList<>();
        for (JsonNode chat : get(user, "/chats?limit=" + CHATS).path("items")) {
            Map<UUID, Watermarks> receipts = new HashMap<>();
            chat.path("receipts")
                    .forEach(receipt -> receipts.put(
                            Frames.requiredId(receipt, "userId"),
                            new Watermarks(
                                    receipt.path("deliveredUpTo").asLong(),
                                    receipt.path("readUpTo").asLong())));
            summaries.add(new Summary(
                    UUID.fromString(user.id()),
                    Frames.requiredId(chat, "id"),
                    chat.path("seq").asLong(),
                    chat.path("version").asLong(),
                    chat.path("unread").asLong(),
                    Frames.id(chat.path("lastMessage"), "id"),
                    receipts));
        }
        expected.stream()
                .filter(chat ->
                        summaries.stream().noneMatch(each -> each.chatId().equals(chat)))
                .forEach(chat -> failed.accept("GET /chats of user " + user.id() + " lacks chat " + chat));
        return summaries;
    }

    /** {@code unread.messages} of the user's notifications. */
    public long notificationUnread(UserAccount user) {
        return get(user, "/notifications?limit=1")
                .path("unread")
                .path("messages")
                .asLong(-1);
    }

    private JsonNode get(UserAccount user, String path) {
        try {
            RestClient.Reply reply = rest.get(path, user.token());
            if (reply.status() != 200) {
                failed.accept("GET " + path + " was answered " + reply.problem());
            }
            return reply.body();
        } catch (SetUpException e) {
            failed.accept("GET " + path + " got no answer: " + e.getMessage());
            return MissingNode.getInstance();
        }
    }

    @Override
    public void close() {
        rest.close();
    }
}
