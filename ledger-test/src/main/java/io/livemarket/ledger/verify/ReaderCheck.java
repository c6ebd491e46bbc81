package io.livemarket.ledger.verify;

import static io.livemarket.ledger.verify.Violation.Kind.HISTORY_WRONG;
import static io.livemarket.ledger.verify.Violation.Kind.NOTIFICATIONS_WRONG;
import static io.livemarket.ledger.verify.Violation.Kind.SUMMARY_WRONG;
import static io.livemarket.ledger.verify.Violation.Kind.VIEW_WRONG;

import io.livemarket.ledger.model.MessageList;
import io.livemarket.ledger.model.Observations;
import io.livemarket.ledger.model.Shown;
import io.livemarket.ledger.model.Summary;
import io.livemarket.ledger.model.Summary.Watermarks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares the readers' views at the end with the fold of the log: histories, devices, lists of chats, notifications.
 */
final class ReaderCheck {

    private final Observations seen;
    private final Map<UUID, ChatFold> folds;
    private final BiConsumer<Violation.Kind, String> report;

    ReaderCheck(Observations seen, Map<UUID, ChatFold> folds, BiConsumer<Violation.Kind, String> report) {
        this.seen = seen;
        this.folds = folds;
        this.report = report;
    }

    void check() {
        seen.reads().histories().forEach(list -> compare(HISTORY_WRONG, list));
        seen.reads().views().forEach(list -> compare(VIEW_WRONG, list));
        seen.reads().summaries().forEach(this::compare);
        Map<UUID, Long> unread = new HashMap<>();
        seen.chats()
                .forEach((chat, users) -> users.forEach(
                        user -> unread.merge(user, ChatFold.of(folds, chat).unread(user), Long::sum)));
        seen.reads().notificationUnread().forEach((user, shown) -> {
            long expected = unread.getOrDefault(user, 0L);
            if (shown != expected) {
                report.accept(
                        NOTIFICATIONS_WRONG,
                        "user %s has %d unread messages, GET /notifications shows %d".formatted(user, expected, shown));
            }
        });
    }

    private void compare(Violation.Kind kind, MessageList list) {
        List<Shown> expected = ChatFold.of(folds, list.chatId()).messages();
        List<Shown> shown = list.messages();
        String where = "%s, chat %s: ".formatted(list.reader(), list.chatId());
        for (int i = 0; i < Math.min(expected.size(), shown.size()); i++) {
            if (!expected.get(i).equals(shown.get(i))) {
                report.accept(kind, where + difference(expected.get(i), shown.get(i)));
                return;
            }
        }
        if (expected.size() != shown.size()) {
            report.accept(kind, where + "%d messages instead of %d".formatted(shown.size(), expected.size()));
        }
    }

    private static String difference(Shown expected, Shown shown) {
        if (!expected.id().equals(shown.id()) || expected.seq() != shown.seq()) {
            return "message %s at seq %d where %s is due at seq %d"
                    .formatted(shown.id(), shown.seq(), expected.id(), expected.seq());
        }
        return "message %s at seq %d has another content, sender or state: edited %s instead of %s, deleted %s instead of %s"
                .formatted(
                        shown.id(),
                        shown.seq(),
                        shown.edited(),
                        expected.edited(),
                        shown.deleted(),
                        expected.deleted());
    }

    private void compare(Summary summary) {
        ChatFold fold = ChatFold.of(folds, summary.chatId());
        String where = "user %s, chat %s: ".formatted(summary.userId(), summary.chatId());
        same(where + "seq", fold.seq(), summary.seq());
        same(where + "version", fold.version(), summary.version());
        same(where + "unread", fold.unread(summary.userId()), summary.unread());
        List<Shown> messages = fold.messages();
        same(
                where + "last message",
                messages.isEmpty() ? null : messages.getLast().id(),
                summary.lastMessageId());
        for (UUID user : seen.chats().getOrDefault(summary.chatId(), Set.of())) {
            same(
                    where + "receipts of " + user,
                    fold.watermarks().getOrDefault(user, new Watermarks(0, 0)),
                    summary.receipts().get(user));
        }
    }

    private void same(String what, @Nullable Object expected, @Nullable Object shown) {
        if (!java.util.Objects.equals(expected, shown)) {
            report.accept(SUMMARY_WRONG, "%s is %s instead of %s".formatted(what, shown, expected));
        }
    }
}
