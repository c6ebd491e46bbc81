package io.livemarket.gateway.socket;

import io.livemarket.events.Json;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.notifications.NotificationCommand.ClearNotifications;
import io.livemarket.events.notifications.NotificationResult.CommandAccepted;
import io.livemarket.events.notifications.NotificationResult.CommandRefused;
import io.livemarket.gateway.notifications.NotificationCommands;
import io.livemarket.gateway.requests.RequestReader;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Turns what clients ask of their notifications into commands, and the commands' outcomes into answers. */
final class NotificationRequests {

    private final NotificationCommands commands;
    private final Clock clock;

    NotificationRequests(NotificationCommands commands, Clock clock) {
        this.commands = commands;
        this.clock = clock;
    }

    /** @param cleared how many notifications it cleared */
    private record Cleared(boolean ok, long cleared) {}

    void clear(UUID actor, JsonNode payload, Reply reply) {
        var clear = RequestReader.clear(payload);
        commands.decide(new ClearNotifications(
                        actor,
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
