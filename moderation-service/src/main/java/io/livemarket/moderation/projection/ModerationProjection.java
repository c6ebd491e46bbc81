package io.livemarket.moderation.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.AppealAnswered;
import io.livemarket.events.moderation.ModerationEvent.AppealMade;
import io.livemarket.events.moderation.ModerationEvent.EvidenceViewed;
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
import io.livemarket.kit.projection.BatchContext;
import io.livemarket.kit.projection.VersionedModel;
import io.livemarket.moderation.projection.PersonView.Block;
import io.livemarket.moderation.projection.PersonView.Entry;
import io.livemarket.moderation.projection.PersonView.Suspension;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The collections {@code people}, {@code reports}, {@code flags} and {@code appeals}: the fold of
 * {@code moderation.events}. A person is written after the reports and flags of its events.
 */
public final class ModerationProjection implements VersionedModel<ModerationEvent, PersonView> {

    static final String PEOPLE = "people";
    static final String REPORTS = "reports";
    static final String FLAGS = "flags";
    static final String APPEALS = "appeals";

    private final EventCodec<ModerationEvent> codec = EventCodec.of(ModerationEvent.class);
    private final MongoCollection<Document> peopleCollection;
    private final MongoCollection<Document> reportCollection;
    private final MongoCollection<Document> flagCollection;
    private final Documents<PersonView> people;
    private final Documents<ReportView> reports;
    private final Documents<FlagView> flags;
    private final MongoCollection<Document> appealCollection;
    private final Documents<AppealView> appeals;

    public ModerationProjection(MongoDatabase database) {
        reportCollection = database.getCollection(REPORTS);
        peopleCollection = database.getCollection(PEOPLE);
        people = new Documents<>(peopleCollection, PersonView.class);
        reports = new Documents<>(reportCollection, ReportView.class);
        flagCollection = database.getCollection(FLAGS);
        flags = new Documents<>(flagCollection, FlagView.class);
        appealCollection = database.getCollection(APPEALS);
        appeals = new Documents<>(appealCollection, AppealView.class);
    }

    /** Creates the indexes of the lists of reports and flags; does nothing where they exist. */
    public void createIndexes() {
        flagCollection.createIndex(Indexes.ascending("status", "_id"));
        flagCollection.createIndex(Indexes.ascending("userId", "_id"));
        reportCollection.createIndex(Indexes.ascending("status", "_id"));
        appealCollection.createIndex(Indexes.ascending("status", "_id"));
        appealCollection.createIndex(Indexes.ascending("userId", "_id"));
        reportCollection.createIndex(Indexes.ascending("userId", "_id"));
        reportCollection.createIndex(Indexes.ascending("reporterId", "_id"));
    }

    @Override
    public String name() {
        return "moderation-service.people.v1";
    }

    @Override
    public EventCodec<ModerationEvent> events() {
        return codec;
    }

    @Override
    public MongoCollection<Document> documents() {
        return peopleCollection;
    }

    @Override
    public PersonView read(Document document) {
        return people.read(document);
    }

    @Override
    public Document write(PersonView person) {
        return people.document(person.userId(), person);
    }

    @Override
    public long versionOf(PersonView person) {
        return person.version();
    }

    @Override
    public long eventVersion(ModerationEvent event) {
        return event.version();
    }

    @Override
    public PersonView before(String id, long version) {
        return PersonView.unknown(UUID.fromString(id));
    }

    @Override
    public PersonView skip(PersonView person, long version) {
        return noted(person, version, null);
    }

    @Override
    public Fold<ModerationEvent, PersonView> begin(BatchContext run) {
        return new Folding();
    }

    /** The changes of one batch: reports and flags, which are written before the persons of the batch. */
    private final class Folding implements Fold<ModerationEvent, PersonView> {

        private final Map<UUID, ReportView> changedReports = new LinkedHashMap<>();
        private final Map<UUID, ChangedFlag> changedFlags = new LinkedHashMap<>();
        private final Map<UUID, ChangedAppeal> changedAppeals = new LinkedHashMap<>();

        /** An appeal, and the version of the event that changed it. */
        private record ChangedAppeal(AppealView appeal, long version) {}

        /** A flag, and the version of the event that changed it. */
        private record ChangedFlag(FlagView flag, long version) {}

        @Override
        public PersonView apply(
                @Nullable PersonView person, ModerationEvent event, ConsumerRecord<String, byte[]> record) {
            changeReport(event);
            return after(person == null ? PersonView.unknown(event.userId()) : person, event);
        }

        private void changeReport(ModerationEvent event) {
            switch (event) {
                case UserReported e -> changedReports.put(e.reportId(), ReportView.of(e));
                case ReportTaken e -> change(e.reportId(), e, report -> report.with(e));
                case ReportAnnotated e -> change(e.reportId(), e, report -> report.with(e));
                case ReportResolved e -> change(e.reportId(), e, report -> report.with(e));
                case MessageFlagged e ->
                    put(
                            former(e.messageId())
                                    .map(flag -> FlagView.of(e).withFilesOf(flag))
                                    .orElseGet(() -> FlagView.of(e)),
                            e);
                case FlagResolved e ->
                    put(
                            former(e.messageId())
                                    .orElseThrow(() ->
                                            new IllegalStateException("The flag of a flag-resolved event is missing"))
                                    .with(e),
                            e);
                case AppealMade e -> changedAppeals.put(e.appealId(), new ChangedAppeal(AppealView.of(e), e.version()));
                case AppealAnswered e -> answered(e);
                case UserBlocked _,
                        UserUnblocked _,
                        UserWarned _,
                        UserSuspended _,
                        SuspensionLifted _,
                        EvidenceViewed _,
                        RiskRaised _ -> {}
            }
        }

        private void answered(AppealAnswered e) {
            AppealView appeal = Optional.ofNullable(changedAppeals.get(e.appealId()))
                    .map(ChangedAppeal::appeal)
                    .or(() -> appeals.find(e.appealId()))
                    .orElseThrow(() -> new IllegalStateException("The appeal of an appeal-answered event is missing"));
            changedAppeals.put(e.appealId(), new ChangedAppeal(appeal.with(e), e.version()));
        }

        private Optional<FlagView> former(UUID messageId) {
            return Optional.ofNullable(changedFlags.get(messageId))
                    .map(ChangedFlag::flag)
                    .or(() -> flags.find(messageId));
        }

        private void put(FlagView flag, ModerationEvent event) {
            changedFlags.put(flag.id(), new ChangedFlag(flag, event.version()));
        }

        private void change(UUID reportId, ModerationEvent event, UnaryOperator<ReportView> change) {
            ReportView report = Optional.ofNullable(changedReports.get(reportId))
                    .or(() -> reports.find(reportId))
                    .orElseThrow(() -> new IllegalStateException("The report of a moderation event is missing"));
            if (report.version() < event.version()) {
                changedReports.put(reportId, change.apply(report));
            }
        }

        @Override
        public void writeFirst() {
            changedReports.forEach((id, report) -> reports.putNewer(id, report, report.version()));
            changedFlags.forEach((id, changed) -> flags.putNewer(id, changed.flag(), changed.version()));
            changedAppeals.forEach((id, changed) -> appeals.putNewer(id, changed.appeal(), changed.version()));
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
            case UserUnblocked e ->
                person.with(
                        version,
                        person.blocks().stream()
                                .filter(block -> !block.userId().equals(e.unblockedUserId()))
                                .toList(),
                        person.suspension(),
                        null);
            case UserReported e ->
                noted(
                        person,
                        version,
                        new Entry(
                                "user-reported",
                                e.reportedAt(),
                                e.reporterId(),
                                e.reportId(),
                                e.category(),
                                null,
                                e.comment(),
                                null));
            case ReportTaken e ->
                noted(
                        person,
                        version,
                        new Entry("report-taken", e.takenAt(), e.moderatorId(), e.reportId(), null, null, null, null));
            case ReportAnnotated e ->
                noted(
                        person,
                        version,
                        new Entry(
                                "report-annotated",
                                e.annotatedAt(),
                                e.moderatorId(),
                                e.reportId(),
                                null,
                                null,
                                e.note(),
                                null));
            case ReportResolved e ->
                noted(
                        person,
                        version,
                        new Entry(
                                "report-resolved",
                                e.resolvedAt(),
                                e.moderatorId(),
                                e.reportId(),
                                null,
                                e.outcome(),
                                e.note(),
                                null));
            case UserWarned e ->
                noted(
                        person,
                        version,
                        new Entry(
                                PersonView.WARNED, e.warnedAt(), e.moderatorId(), null, null, null, e.reason(), null));
            case UserSuspended e ->
                person.with(
                        version,
                        person.blocks(),
                        new Suspension(e.moderatorId(), e.reason(), e.until(), e.suspendedAt()),
                        new Entry(
                                "user-suspended",
                                e.suspendedAt(),
                                e.moderatorId(),
                                null,
                                null,
                                null,
                                e.reason(),
                                e.until()));
            case EvidenceViewed _ -> noted(person, version, null);
            case AppealMade e ->
                noted(
                        person,
                        version,
                        new Entry("appeal-made", e.appealedAt(), e.userId(), null, null, null, e.text(), null));
            case AppealAnswered e ->
                noted(
                        person,
                        version,
                        new Entry(
                                "appeal-answered",
                                e.answeredAt(),
                                e.moderatorId(),
                                null,
                                null,
                                null,
                                e.answer(),
                                null));
            case MessageFlagged e -> person.with(version, person.blocks(), person.suspension(), null);
            case FlagResolved e ->
                noted(
                        person,
                        version,
                        new Entry(
                                "flag-resolved",
                                e.resolvedAt(),
                                e.moderatorId(),
                                null,
                                null,
                                e.outcome(),
                                e.note(),
                                null));
            case RiskRaised e ->
                noted(
                        person,
                        version,
                        new Entry("risk-raised", e.raisedAt(), null, null, null, null, "score " + e.score(), null));
            case SuspensionLifted e ->
                person.with(
                        version,
                        person.blocks(),
                        null,
                        new Entry(
                                "suspension-lifted",
                                e.liftedAt(),
                                e.moderatorId(),
                                null,
                                null,
                                null,
                                e.reason(),
                                null));
        };
    }

    private static PersonView noted(PersonView person, long version, @Nullable Entry entry) {
        return person.with(version, person.blocks(), person.suspension(), entry);
    }
}
