package io.livemarket.ops.api;

import io.livemarket.events.Json;
import io.livemarket.gateway.requests.ClientEvent;
import io.livemarket.gateway.requests.OfferRequests;
import io.livemarket.gateway.requests.RequestReader;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What clients send over sockets: a payload of each event that the gateway takes, and the reader of it. */
final class SocketRequests {

    private static final String ID = "\"0199a0c1-1000-7000-8000-000000000001\"";
    private static final String PRICE = "{\"amount\": \"40.00\", \"currency\": \"EUR\"}";
    private static final UUID SENDER = UUID.fromString("0199a0c1-1000-7000-8000-000000000002");

    private SocketRequests() {}

    static ObjectNode valid(ClientEvent event) {
        String payload = switch (event) {
            case MESSAGE_SEND -> "{\"chatId\": %s, \"content\": \"hola\"}";
            case MESSAGE_EDIT -> "{\"chatId\": %1$s, \"messageId\": %1$s, \"content\": \"hola\"}";
            case MESSAGE_DELETE, MESSAGE_DELIVERED, MESSAGE_READ -> "{\"chatId\": %1$s, \"messageId\": %1$s}";
            case MESSAGE_HISTORY -> "{\"chatId\": %s}";
            case OFFER_MAKE -> "{\"chatId\": %1$s, \"productId\": %1$s, \"price\": " + PRICE + "}";
            case OFFER_COUNTER -> "{\"chatId\": %1$s, \"offerId\": %1$s, \"price\": " + PRICE + "}";
            case OFFER_ACCEPT, OFFER_DECLINE, OFFER_WITHDRAW -> "{\"chatId\": %1$s, \"offerId\": %1$s}";
            case NOTIFICATION_CLEAR -> "{\"ids\": [%s]}";
            case SYNC -> "{\"chats\": {%s: 1}}";
            case USER_BLOCK, USER_UNBLOCK -> "{\"userId\": %s}";
            case USER_REPORT -> "{\"userId\": %s, \"category\": \"spam\"}";
            case SESSION_REFRESH -> "{\"token\": \"token\"}";
            case USER_STATUS -> "{\"userIds\": [%s]}";
            case USER_TYPING -> "{\"chatId\": %s, \"typing\": true}";
            case UNKNOWN -> throw new IllegalArgumentException("Nothing is valid for an unknown event");
        };
        return (ObjectNode) Json.MAPPER.readTree(payload.formatted(ID));
    }

    static void read(ClientEvent event, JsonNode payload) {
        switch (event) {
            case MESSAGE_SEND -> RequestReader.send(SENDER, payload);
            case MESSAGE_EDIT -> RequestReader.edit(payload);
            case MESSAGE_DELETE -> RequestReader.delete(payload);
            case MESSAGE_DELIVERED, MESSAGE_READ -> RequestReader.mark(payload);
            case MESSAGE_HISTORY -> RequestReader.history(payload);
            case OFFER_MAKE -> OfferRequests.make(payload);
            case OFFER_COUNTER -> OfferRequests.counter(payload);
            case OFFER_ACCEPT, OFFER_DECLINE, OFFER_WITHDRAW -> OfferRequests.offer(payload);
            case NOTIFICATION_CLEAR -> RequestReader.clear(payload);
            case SYNC -> RequestReader.sync(payload);
            case USER_BLOCK, USER_UNBLOCK -> RequestReader.user(payload);
            case USER_REPORT -> RequestReader.report(payload);
            case SESSION_REFRESH -> RequestReader.refresh(payload);
            case USER_STATUS -> RequestReader.statuses(payload);
            case USER_TYPING -> RequestReader.typing(payload);
            case UNKNOWN -> throw new IllegalArgumentException("Nothing reads an unknown event");
        }
    }
}
