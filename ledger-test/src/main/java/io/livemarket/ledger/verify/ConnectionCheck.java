package io.livemarket.ledger.verify;

import static io.livemarket.ledger.verify.Violation.Kind.SOCKET_DOUBLED;
import static io.livemarket.ledger.verify.Violation.Kind.SOCKET_GAP;
import static io.livemarket.ledger.verify.Violation.Kind.SOCKET_OUT_OF_ORDER;
import static io.livemarket.ledger.verify.Violation.Kind.SOCKET_WRONG;

import io.livemarket.events.chat.ChatEvent;
import io.livemarket.ledger.model.Connection;
import io.livemarket.ledger.model.Sighting;
import io.livemarket.ledger.model.Sighting.What;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Checks one connection: the missed events, then {@code reconnect}, then every event of the log in its order. When
 * {@code reconnect} had {@code recovered: false}, the first messages of each chat after it may still be missed ones.
 */
final class ConnectionCheck {

    private final Connection connection;
    private final Map<UUID, Set<UUID>> chats;
    private final Map<UUID, ChatFold> folds;
    private final BiConsumer<Violation.Kind, String> report;
    private final Set<UUID> messages = new HashSet<>();
    private final Map<UUID, Long> missedAt = new HashMap<>();
    private final Map<UUID, Long> missedUpTo = new HashMap<>();
    private final Map<UUID, Long> lastSeq = new HashMap<>();
    private final Map<UUID, TreeSet<Long>> live = new HashMap<>();
    private boolean resumed;
    private boolean late;

    ConnectionCheck(
            Connection connection,
            Map<UUID, Set<UUID>> chats,
            Map<UUID, ChatFold> folds,
            BiConsumer<Violation.Kind, String> report) {
        this.connection = connection;
        this.chats = chats;
        this.folds = folds;
        this.report = report;
    }

    void check() {
        for (Sighting each : connection.sightings()) {
            if (each.what().isReconnect()) {
                resumed = true;
                late = each.what() == What.RECONNECT_LATE;
            } else if (folds.containsKey(each.chatId())) {
                check(each);
            } else {
                problem(SOCKET_WRONG, each, "is of a chat that the log does not have");
            }
        }
        live.forEach(this::gaps);
        if (connection.openAtEnd()) {
            chats.forEach((chat, users) -> {
                if (users.contains(connection.userId())) {
                    reachesTheEnd(chat);
                }
            });
        }
    }

    private void check(Sighting each) {
        if (each.what() == What.MESSAGE) {
            message(each);
        }
        if (!isOfTheLog(each)) {
            problem(SOCKET_WRONG, each, "is not what the log has at that version");
        }
        if (each.what() == What.MESSAGE && mayBeMissed(each.chat())) {
            missedAt.put(each.messageId(), each.version());
            missedUpTo.merge(each.chatId(), each.version(), Math::max);
        } else if (resumed) {
            TreeSet<Long> versions = live.computeIfAbsent(each.chatId(), _ -> new TreeSet<>());
            if (versions.contains(each.version())) {
                problem(SOCKET_DOUBLED, each, "came twice");
            } else if (!versions.isEmpty() && versions.last() > each.version()) {
                problem(SOCKET_OUT_OF_ORDER, each, "came after version " + versions.last());
            }
            versions.add(each.version());
        }
    }

    private boolean mayBeMissed(UUID chat) {
        return !resumed || late && !live.containsKey(chat);
    }

    private void message(Sighting each) {
        if (!messages.add(each.messageId())) {
            problem(SOCKET_DOUBLED, each, "came twice");
        }
        if (!connection.userId().equals(each.who())
                && each.seq() <= connection.confirmed().getOrDefault(each.chatId(), 0L)) {
            problem(SOCKET_DOUBLED, each, "came again although its delivery was decided before this connection");
        }
        Long before = lastSeq.put(each.chatId(), each.seq());
        if (before != null && before > each.seq()) {
            problem(SOCKET_OUT_OF_ORDER, each, "came after seq " + before);
        }
    }

    private boolean isOfTheLog(Sighting each) {
        ChatFold fold = ChatFold.of(folds, each.chat());
        Optional<ChatEvent> event = fold.at(each.version());
        return switch (each.what()) {
            case MESSAGE ->
                fold.message(each.message(), each.version())
                        .filter(message -> message.seq() == each.seq()
                                && Objects.equals(message.content(), each.content())
                                && Objects.equals(message.senderId(), each.who()))
                        .isPresent();
            case EDITED ->
                event.filter(e -> e instanceof ChatEvent.MessageEdited edit
                                && edit.id().equals(each.messageId())
                                && edit.content().equals(each.content()))
                        .isPresent();
            case DELETED ->
                event.filter(e -> e instanceof ChatEvent.MessageDeleted deletion
                                && deletion.id().equals(each.messageId()))
                        .isPresent();
            case DELIVERED ->
                event.filter(e -> e instanceof ChatEvent.MessagesDelivered receipt
                                && receipt.userId().equals(each.who())
                                && receipt.upToSeq() == each.seq())
                        .isPresent();
            case READ ->
                event.filter(e -> e instanceof ChatEvent.MessagesRead receipt
                                && receipt.userId().equals(each.who())
                                && receipt.upToSeq() == each.seq())
                        .isPresent();
            case RECONNECT, RECONNECT_LATE -> true;
        };
    }

    private void gaps(UUID chat, TreeSet<Long> versions) {
        for (long version = versions.first(); version < versions.last(); version++) {
            if (!versions.contains(version)
                    && !wasMissedFirst(ChatFold.of(folds, chat).at(version))) {
                report.accept(
                        SOCKET_GAP,
                        "%s was not sent version %d of chat %s, but later ones"
                                .formatted(connection.name(), version, chat));
            }
        }
    }

    /** Whether the missed messages showed the event already, so that it is not sent again. */
    private boolean wasMissedFirst(Optional<ChatEvent> event) {
        return switch (event.orElse(null)) {
            case ChatEvent.MessageSent e -> missedAt.containsKey(e.id());
            case ChatEvent.MessageEdited e -> missedAt.getOrDefault(e.id(), 0L) >= e.version();
            case ChatEvent.MessageDeleted e -> missedAt.getOrDefault(e.id(), 0L) >= e.version();
            case null -> true; // The log itself has a gap, which is reported once.
            default -> false;
        };
    }

    /** Whether the event is of a deleted message, which is not among the missed ones. */
    private boolean isOfADeletedMessage(UUID chat, long version) {
        ChatFold fold = ChatFold.of(folds, chat);
        return switch (fold.at(version).orElse(null)) {
            case ChatEvent.MessageSent e -> fold.isDeleted(e.id());
            case ChatEvent.MessageEdited e -> fold.isDeleted(e.id());
            case ChatEvent.MessageDeleted _ -> true;
            case null, default -> false;
        };
    }

    private void reachesTheEnd(UUID chat) {
        TreeSet<Long> versions = live.getOrDefault(chat, new TreeSet<>());
        long last = ChatFold.of(folds, chat).version();
        long reached = !versions.isEmpty() ? versions.last() : late ? missedUpTo.getOrDefault(chat, 0L) : 0;
        for (long version = reached + 1; version <= last; version++) {
            if (!wasMissedFirst(ChatFold.of(folds, chat).at(version))
                    && !(late && versions.isEmpty() && isOfADeletedMessage(chat, version))) {
                report.accept(
                        SOCKET_GAP,
                        "%s, open at the end, was last sent version %d of chat %s, which is at %d"
                                .formatted(connection.name(), reached, chat, last));
                return;
            }
        }
    }

    private void problem(Violation.Kind kind, Sighting each, String what) {
        report.accept(
                kind,
                "%s: %s, version %d, seq %d of chat %s %s"
                        .formatted(connection.name(), each.what(), each.version(), each.seq(), each.chatId(), what));
    }
}
