package io.livemarket.gateway.socket;

import io.livemarket.events.Json;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.notifications.NotificationCommand.ClearNotifications;
import io.livemarket.events.notifications.NotificationResult.CommandAccepted;
import io.livemarket.events.notifications.NotificationResult.CommandRefused;
import io.livemarket.gateway.notifications.NotificationCommands;
import io.livemarket.gateway.requests.ClientEvent;
import io.livemarket.gateway.requests.RequestReader;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Turns client events about notifications into commands, and the outcomes of the commands into replies. */
final class NotificationHandler implements FeatureHandler {

    private final NotificationCommands commands;
    private final Clock clock;

    NotificationHandler(NotificationCommands commands, Clock clock) {
        this.commands = commands;
        this.clock = clock;
    }

    @Override
    public Map<ClientEvent, ClientEventHandler> handlers() {
        return Map.of(ClientEvent.NOTIFICATION_CLEAR, this::clear);
    }

    /** @param cleared the number of cleared notifications */
    private record Cleared(boolean ok, long cleared) {}

    private void clear(ClientSession session, JsonNode payload, Reply reply) {
        var clear = RequestReader.clear(payload);
        commands.decide(new ClearNotifications(
                        session.userId(),
                        clear.ids(),
                        clear.chatId(),
                        clear.upTo(),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS)))
                .whenComplete((result, failure) -> {
                    switch (result) {
                        case null -> reply.refuse(ErrorCode.UNAVAILABLE);
                        case CommandAccepted accepted ->
                            reply.accept(Json.bytes(new Cleared(true, accepted.changed())));
                        case CommandRefused refused -> reply.refuse(refused.code());
                    }
                });
    }
}
