package io.livemarket.moderation.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.FlagResolved;
import io.livemarket.events.moderation.ModerationEvent.MessageFlagged;
import io.livemarket.events.moderation.ModerationEvent.ReportAnnotated;
import io.livemarket.events.moderation.ModerationEvent.ReportResolved;
import io.livemarket.events.moderation.ModerationEvent.ReportTaken;
import io.livemarket.events.moderation.ModerationEvent.RiskRaised;
import io.livemarket.events.moderation.ModerationEvent.SuspensionLifted;
import io.livemarket.events.moderation.ModerationEvent.UserBlocked;
import io.livemarket.events.moderation.ModerationEvent.UserReported;
import io.livemarket.events.moderation.ModerationEvent.UserSuspended;
import io.livemarket.events.moderation.ModerationEvent.UserUnblocked;
import io.livemarket.events.moderation.ModerationEvent.UserWarned;
import io.livemarket.kit.projection.Projection;
import io.livemarket.kit.projection.ReadModelBehind;
import io.livemarket.kit.projection.UnreadableRecordAt;
import io.livemarket.moderation.projection.PersonView.Block;
import io.livemarket.moderation.projection.PersonView.Entry;
import io.livemarket.moderation.projection.PersonView.Suspension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;

/** The collections {@code people}, {@code reports} and {@code flags}, made from the moderation events. The person is written last. */
public final class ModerationProjection implements Projection {

    static final String PEOPLE = "people";
    static final String REPORTS = "reports";
    static final String FLAGS = "flags";

    private final EventCodec<ModerationEvent> codec = EventCodec.of(ModerationEvent.class);
    private final MongoCollection<Document> reportCollection;
    private final MongoCollection<Document> flagCollection;
    private final Documents<PersonView> people;
    private final Documents<ReportView> reports;
    private final Documents<FlagView> flags;

    public ModerationProjection(MongoDatabase database) {
        reportCollection = database.getCollection(REPORTS);
        people = new Documents<>(database.getCollection(PEOPLE), PersonView.class);
        reports = new Documents<>(reportCollection, ReportView.class);
        flagCollection = database.getCollection(FLAGS);
        flags = new Documents<>(flagCollection, FlagView.class);
    }

    /** Makes the indexes of the moderators' lists; a no-op where they are. */
    public void createIndexes() {
        flagCollection.createIndex(Indexes.ascending("status", "_id"));
        flagCollection.createIndex(Indexes.ascending("userId", "_id"));
        reportCollection.createIndex(Indexes.ascending("status", "_id"));
        reportCollection.createIndex(Indexes.ascending("userId", "_id"));
    }

    @Override
    public String name() {
        return "moderation-service.people.v1";
    }

    @Override
    public void apply(List<ConsumerRecord<String, byte[]>> batch) {
        for (int i = 0; i < batch.size(); i++) {
            ConsumerRecord<String, byte[]> record = batch.get(i);
            Optional<ModerationEvent> event;
            try {
                event = codec.read(record.headers(), record.value());
            } catch (UnreadableRecordException e) {
                throw new UnreadableRecordAt(i, e);
            }
            event.ifPresent(e -> apply(e, record.partition()));
        }
    }

    private void apply(ModerationEvent event, int partition) {
        PersonView person = people.find(event.userId()).orElseGet(() -> PersonView.unknown(event.userId()));
        if (event.version() <= person.version()) {
            return;
        }
        if (event.version() != person.version() + 1) {
            throw new ReadModelBehind(partition, "a person is at version " + person.version()
                    + " when version " + event.version() + " arrives");
        }
        changeReport(event, partition);
        people.put(event.userId(), after(person, event));
    }

    private void changeReport(ModerationEvent event, int partition) {
        switch (event) {
            case UserReported e -> {
                if (reports.find(e.reportId()).isEmpty()) {
                    reports.put(e.reportId(), ReportView.of(e));
                }
            }
            case ReportTaken e -> change(e.reportId(), e, partition, report -> report.with(e));
            case ReportAnnotated e -> change(e.reportId(), e, partition, report -> report.with(e));
            case ReportResolved e -> change(e.reportId(), e, partition, report -> report.with(e));
            case MessageFlagged e -> flags.put(e.messageId(), FlagView.of(e));
            case FlagResolved e -> flags.put(e.messageId(), flags.find(e.messageId())
                    .orElseThrow(() -> new ReadModelBehind(partition, "a flag is gone that is now resolved")).with(e));
            case UserBlocked _, UserUnblocked _, UserWarned _, UserSuspended _, SuspensionLifted _, RiskRaised _ -> { }
        }
    }

    private void change(UUID reportId, ModerationEvent event, int partition, UnaryOperator<ReportView> change) {
        ReportView report = reports.find(reportId)
                .orElseThrow(() -> new ReadModelBehind(partition, "a report is gone that is now changed"));
        if (report.version() < event.version()) {
            reports.put(reportId, change.apply(report));
        }
    }

    private static PersonView after(PersonView person, ModerationEvent event) {
        long version = event.version();
        return switch (event) {
            case UserBlocked e -> {
                List<Block> blocks = new ArrayList<>(person.blocks());
                blocks.add(new Block(e.blockedUserId(), e.blockedAt()));
                yield person.with(version, blocks, person.suspension(), null);
            }
            case UserUnblocked e -> person.with(version, person.blocks().stream()
                    .filter(block -> !block.userId().equals(e.unblockedUserId())).toList(), person.suspension(), null);
            case UserReported e -> noted(person, version, new Entry("user-reported", e.reportedAt(), e.reporterId(),
                    e.reportId(), e.category(), null, e.comment(), null));
            case ReportTaken e -> noted(person, version, new Entry("report-taken", e.takenAt(), e.moderatorId(),
                    e.reportId(), null, null, null, null));
            case ReportAnnotated e -> noted(person, version, new Entry("report-annotated", e.annotatedAt(),
                    e.moderatorId(), e.reportId(), null, null, e.note(), null));
            case ReportResolved e -> noted(person, version, new Entry("report-resolved", e.resolvedAt(),
                    e.moderatorId(), e.reportId(), null, e.outcome(), e.note(), null));
            case UserWarned e -> noted(person, version,
                    new Entry(PersonView.WARNED, e.warnedAt(), e.moderatorId(), null, null, null, e.reason(), null));
            case UserSuspended e -> person.with(version, person.blocks(),
                    new Suspension(e.moderatorId(), e.reason(), e.until(), e.suspendedAt()),
                    new Entry("user-suspended", e.suspendedAt(), e.moderatorId(), null, null, null, e.reason(), e.until()));
            case MessageFlagged e -> person.with(version, person.blocks(), person.suspension(), null);
            case FlagResolved e -> noted(person, version, new Entry("flag-resolved", e.resolvedAt(), e.moderatorId(),
                    null, null, e.outcome(), e.note(), null));
            case RiskRaised e -> noted(person, version,
                    new Entry("risk-raised", e.raisedAt(), null, null, null, null, "score " + e.score(), null));
            case SuspensionLifted e -> person.with(version, person.blocks(), null,
                    new Entry("suspension-lifted", e.liftedAt(), e.moderatorId(), null, null, null, e.reason(), null));
        };
    }

    private static PersonView noted(PersonView person, long version, Entry entry) {
        return person.with(version, person.blocks(), person.suspension(), entry);
    }
}
