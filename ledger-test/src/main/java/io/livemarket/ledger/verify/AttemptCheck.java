package io.livemarket.ledger.verify;

import static io.livemarket.ledger.verify.Violation.Kind.CHANGE_LOST;
import static io.livemarket.ledger.verify.Violation.Kind.LOST;
import static io.livemarket.ledger.verify.Violation.Kind.MISPLACED;
import static io.livemarket.ledger.verify.Violation.Kind.REFUSED_BUT_DECIDED;
import static io.livemarket.ledger.verify.Violation.Kind.UNASKED;

import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.ledger.model.Attempt;
import io.livemarket.ledger.model.LogRecord;
import io.livemarket.ledger.model.Observations;
import io.livemarket.ledger.model.Outcome.Acknowledged;
import io.livemarket.ledger.model.Summary.Watermarks;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Compares the clients' attempts with the log: every acknowledged attempt is in the log, and the log has nothing that
 * no client asked for.
 */
final class AttemptCheck {

    private final Observations seen;
    private final Map<UUID, ChatFold> folds;
    private final BiConsumer<Violation.Kind, String> report;
    private final Map<String, MessageSent> sent = new HashMap<>();
    private final Map<String, MessageEdited> edited = new HashMap<>();
    private final Map<UUID, MessageDeleted> deleted = new HashMap<>();
    private final Map<UUID, UUID> senders = new HashMap<>();

    AttemptCheck(Observations seen, Map<UUID, ChatFold> folds, BiConsumer<Violation.Kind, String> report) {
        this.seen = seen;
        this.folds = folds;
        this.report = report;
        for (LogRecord record : seen.log()) {
            switch (record.event()) {
                case MessageSent e -> {
                    sent.putIfAbsent(e.content(), e);
                    senders.put(e.id(), e.senderId());
                }
                case MessageEdited e -> edited.putIfAbsent(e.content(), e);
                case MessageDeleted e -> deleted.putIfAbsent(e.id(), e);
                case ChatEvent _ -> {}
            }
        }
    }

    void check() {
        seen.attempts().forEach(attempt -> {
            if (attempt.outcome() instanceof Acknowledged answer) {
                acknowledged(attempt, answer);
            }
            if (attempt.content() != null
                    && (attempt.mustNotShow() || isForbidden(attempt))
                    && (sent.containsKey(attempt.content()) || edited.containsKey(attempt.content()))) {
                report.accept(
                        REFUSED_BUT_DECIDED,
                        describe(attempt) + " is in the log, and must not be; " + attempt.outcome());
            }
        });
        unasked();
    }

    /** Whether the attempt must be refused in any case: its chat, or its message, belongs to other users. */
    private boolean isForbidden(Attempt attempt) {
        if (!seen.chats().getOrDefault(attempt.chatId(), Set.of()).contains(attempt.userId())) {
            return true;
        }
        UUID sender = attempt.messageId() == null ? null : senders.get(attempt.messageId());
        return sender != null && !sender.equals(attempt.userId());
    }

    private void acknowledged(Attempt attempt, Acknowledged answer) {
        switch (attempt.act()) {
            case SEND -> {
                MessageSent event = sent.get(attempt.content());
                if (event == null) {
                    report.accept(LOST, describe(attempt) + ", acknowledged as " + answer.messageId());
                } else if (!event.id().equals(answer.messageId())
                        || event.seq() != answer.seq()
                        || !event.chatId().equals(attempt.chatId())
                        || !event.senderId().equals(attempt.userId())) {
                    report.accept(
                            MISPLACED,
                            "%s was acknowledged as %s at seq %d and is %s at seq %d"
                                    .formatted(
                                            describe(attempt),
                                            answer.messageId(),
                                            answer.seq(),
                                            event.id(),
                                            event.seq()));
                }
            }
            case EDIT -> {
                MessageEdited event = edited.get(attempt.content());
                if (event == null) {
                    report.accept(CHANGE_LOST, describe(attempt) + " of message " + attempt.messageId());
                } else if (!event.id().equals(attempt.messageId()) || event.version() != answer.version()) {
                    report.accept(
                            MISPLACED,
                            "%s was acknowledged at version %d and is at %d"
                                    .formatted(describe(attempt), answer.version(), event.version()));
                }
            }
            case DELETE -> {
                if (!deleted.containsKey(attempt.messageId())) {
                    report.accept(CHANGE_LOST, describe(attempt) + " of message " + attempt.messageId());
                }
            }
            case READ -> {
                Watermarks marks =
                        ChatFold.of(folds, attempt.chatId()).watermarks().get(attempt.userId());
                if (marks == null || marks.readUpTo() < attempt.upToSeq()) {
                    report.accept(CHANGE_LOST, describe(attempt) + " up to " + attempt.upToSeq());
                }
            }
        }
    }

    private void unasked() {
        Set<String> contents = new HashSet<>();
        Set<UUID> deletions = new HashSet<>();
        for (Attempt attempt : seen.attempts()) {
            contents.add(attempt.content());
            if (attempt.act() == Attempt.Act.DELETE && !attempt.mustNotShow()) {
                deletions.add(attempt.messageId());
            }
        }
        sent.values().stream()
                .filter(e -> seen.chats().containsKey(e.chatId()) && !contents.contains(e.content()))
                .forEach(e -> report.accept(UNASKED, "message " + e.id() + " of chat " + e.chatId()));
        edited.values().stream()
                .filter(e -> seen.chats().containsKey(e.chatId()) && !contents.contains(e.content()))
                .forEach(e -> report.accept(UNASKED, "edit of message " + e.id() + " of chat " + e.chatId()));
        deleted.values().stream()
                .filter(e -> seen.chats().containsKey(e.chatId()) && !deletions.contains(e.id()))
                .forEach(e -> report.accept(UNASKED, "deletion of message " + e.id() + " of chat " + e.chatId()));
    }

    private static String describe(Attempt attempt) {
        return "attempt %d (%s by %s in chat %s)"
                .formatted(attempt.number(), attempt.act(), attempt.userId(), attempt.chatId());
    }
}
