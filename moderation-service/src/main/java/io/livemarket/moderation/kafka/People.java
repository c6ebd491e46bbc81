package io.livemarket.moderation.kafka;

import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.FlagResolved;
import io.livemarket.events.moderation.ModerationEvent.MessageFlagged;
import io.livemarket.events.moderation.ModerationEvent.ReportResolved;
import io.livemarket.events.moderation.ModerationEvent.ReportTaken;
import io.livemarket.events.moderation.ModerationEvent.UserReported;
import io.livemarket.kit.engine.Entries;
import io.livemarket.kit.engine.PartitionState;
import io.livemarket.kit.engine.ValueCodec;
import io.livemarket.moderation.domain.Known;
import io.livemarket.moderation.domain.Person;
import io.livemarket.moderation.domain.Person.OpenReport;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The people of one partition, as their events made them. Open flags and reports are entries beside them, because a
 * user may have any number of both.
 */
final class People implements Known {

    private final Entries<Person> people;
    private final Entries<String> flags;
    private final Entries<OpenReport> reports;
    private final Predicate<UUID> registered;

    /** @param registered whether a user exists */
    People(PartitionState state, Predicate<UUID> registered) {
        this.people = state.derived("person:", ValueCodec.json(Person.class), 1_000);
        this.flags = state.derived("flag:", ValueCodec.TEXT, 0);
        this.reports = state.derived("report:", ValueCodec.json(OpenReport.class), 0);
        this.registered = registered;
    }

    Person get(UUID userId) {
        return people.get(userId.toString()).orElse(Person.unknown(userId));
    }

    /** The ids of at most so many committed people behind an id, in order; the empty text for the first ones. */
    List<String> committedAfter(String id, int most) {
        return people.committedKeys(id, most);
    }

    /** Stages what an event changes; nothing where the state has it already. */
    void apply(ModerationEvent event) {
        Person person = get(event.userId());
        if (event.version() <= person.version()) {
            return;
        }
        people.put(event.userId().toString(), person.evolve(event));
        switch (event) {
            case MessageFlagged e -> flags.put(key(e.userId(), e.messageId()), "open");
            case FlagResolved e -> flags.delete(key(e.userId(), e.messageId()));
            case UserReported e -> reports.put(key(e.userId(), e.reportId()), new OpenReport(e.reporterId(), null));
            case ReportTaken e ->
                openReport(e.userId(), e.reportId())
                        .ifPresent(
                                report -> reports.put(key(e.userId(), e.reportId()), report.takenBy(e.moderatorId())));
            case ReportResolved e -> reports.delete(key(e.userId(), e.reportId()));
            default -> {}
        }
    }

    /** Stages that there was an event of a type that this version does not know. */
    void applyUnknown(UUID userId, long version) {
        Person person = get(userId);
        if (version > person.version()) {
            people.put(userId.toString(), person.at(version));
        }
    }

    @Override
    public boolean userExists(UUID userId) {
        return registered.test(userId);
    }

    @Override
    public boolean isFlagged(UUID userId, UUID messageId) {
        return flags.get(key(userId, messageId)).isPresent();
    }

    @Override
    public Optional<OpenReport> openReport(UUID userId, UUID reportId) {
        return reports.get(key(userId, reportId));
    }

    private static String key(UUID userId, UUID id) {
        return userId + "/" + id;
    }
}
