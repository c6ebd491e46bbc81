package io.livemarket.ledger.verify;

import io.livemarket.ledger.model.LogRecord;
import io.livemarket.ledger.model.Observations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;

/** Finds every violation in the observations of a run. Pure: the answer depends on the observations alone. */
public final class Verifier {

    private final Duration bound;

    /** @param bound the longest time after the end of a fault until a device is up to date */
    public Verifier(Duration bound) {
        this.bound = bound;
    }

    /** The violations, those of the log first; empty when every guarantee held. */
    public List<Violation> verify(Observations seen) {
        List<Violation> found = new ArrayList<>();
        BiConsumer<Violation.Kind, String> report = (kind, detail) -> found.add(new Violation(kind, detail));
        Map<UUID, ChatFold> folds = fold(seen);
        new LogCheck(seen, report).check();
        new AttemptCheck(seen, folds, report).check();
        new SocketCheck(seen, folds, report).check();
        new ReaderCheck(seen, folds, report).check();
        seen.recoveries().stream()
                .filter(each -> each.millis().isEmpty() || each.millis().getAsLong() > bound.toMillis())
                .forEach(late -> report.accept(
                        Violation.Kind.LATE,
                        "%s after fault %d (%s): %s"
                                .formatted(
                                        late.device(),
                                        late.fault(),
                                        late.kind(),
                                        late.millis().isPresent()
                                                ? late.millis().getAsLong() + " ms"
                                                : "not up to date when the wait for it ended")));
        seen.failures().forEach(failure -> report.accept(Violation.Kind.FAILED, failure));
        return List.copyOf(found);
    }

    private static Map<UUID, ChatFold> fold(Observations seen) {
        Map<UUID, ChatFold> folds = new HashMap<>();
        seen.chats().keySet().forEach(chat -> folds.put(chat, new ChatFold()));
        for (LogRecord record : seen.log()) {
            folds.computeIfAbsent(record.event().chatId(), _ -> new ChatFold()).apply(record.event());
        }
        return folds;
    }
}
