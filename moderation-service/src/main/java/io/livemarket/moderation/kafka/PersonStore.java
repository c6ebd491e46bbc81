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
import io.livemarket.moderation.domain.ModerationLookups;
import io.livemarket.moderation.domain.Person;
import io.livemarket.moderation.domain.Person.OpenReport;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The persons of one partition: the fold of their events. Open flags and reports are entries of their own, because a
 * user may have any number of both.
 */
final class PersonStore implements ModerationLookups {

    private final Entries<Person> people;
    private final Entries<String> flags;
    private final Entries<OpenReport> reports;
    private final Predicate<UUID> registered;

    /** @param registered whether a user exists */
    PersonStore(PartitionState state, Predicate<UUID> registered) {
        this.people = state.derived("person:", ValueCodec.json(Person.class), 1_000);
        this.flags = state.derived("flag:", ValueCodec.TEXT, 0);
        this.reports = state.derived("report:", ValueCodec.json(OpenReport.class), 0);
        this.registered = registered;
    }

    Person get(UUID userId) {
        return people.get(userId.toString()).orElse(Person.unknown(userId));
    }

    /** The next {@code most} ids of committed persons after an id, in order; after the empty text the first ids. */
    List<String> committedAfter(String id, int most) {
        return people.committedKeys(id, most);
    }

    /** Stages the changes of an event; none when the state has applied the event before. */
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

    /** Stages the version of an event whose type this version does not know. */
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
