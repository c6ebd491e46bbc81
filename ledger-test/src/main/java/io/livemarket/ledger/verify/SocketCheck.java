package io.livemarket.ledger.verify;

import static io.livemarket.ledger.verify.Violation.Kind.SOCKET_MISSED;

import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.ledger.model.Connection;
import io.livemarket.ledger.model.Observations;
import io.livemarket.ledger.model.Sighting;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;

/** Compares the events of sockets with the log: each connection by itself, and all devices of a user together. */
final class SocketCheck {

    private final Observations seen;
    private final Map<UUID, ChatFold> folds;
    private final BiConsumer<Violation.Kind, String> report;

    SocketCheck(Observations seen, Map<UUID, ChatFold> folds, BiConsumer<Violation.Kind, String> report) {
        this.seen = seen;
        this.folds = folds;
        this.report = report;
    }

    void check() {
        seen.connections().forEach(connection -> new ConnectionCheck(connection, seen.chats(), folds, report).check());
        Map<UUID, Set<UUID>> sentTo = new HashMap<>();
        for (Connection connection : seen.connections()) {
            Set<UUID> ids = sentTo.computeIfAbsent(connection.userId(), _ -> new HashSet<>());
            connection.sightings().stream()
                    .filter(each -> each.what() == Sighting.What.MESSAGE)
                    .forEach(each -> ids.add(each.messageId()));
        }
        seen.log().stream()
                .map(record -> record.event())
                .filter(MessageSent.class::isInstance)
                .map(MessageSent.class::cast)
                .forEach(message -> recipients(message, sentTo));
    }

    private void recipients(MessageSent message, Map<UUID, Set<UUID>> sentTo) {
        for (UUID user : seen.chats().getOrDefault(message.chatId(), Set.of())) {
            if (!user.equals(message.senderId())
                    && sentTo.containsKey(user)
                    && !sentTo.get(user).contains(message.id())
                    && !ChatFold.of(folds, message.chatId()).isDeleted(message.id())) {
                report.accept(
                        SOCKET_MISSED,
                        "user %s never got message %s, seq %d of chat %s"
                                .formatted(user, message.id(), message.seq(), message.chatId()));
            }
        }
    }
}
