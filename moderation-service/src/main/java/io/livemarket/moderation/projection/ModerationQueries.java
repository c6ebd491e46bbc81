package io.livemarket.moderation.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.livemarket.events.moderation.ReportCategory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Reads what {@link ModerationProjection} writes. Who may is decided before. */
public final class ModerationQueries {

    private final MongoCollection<Document> reportCollection;
    private final MongoCollection<Document> flagCollection;
    private final Documents<FlagView> flags;
    private final Documents<PersonView> people;
    private final Documents<ReportView> reports;

    public ModerationQueries(MongoDatabase database) {
        reportCollection = database.getCollection(ModerationProjection.REPORTS);
        flagCollection = database.getCollection(ModerationProjection.FLAGS);
        flags = new Documents<>(flagCollection, FlagView.class);
        people = new Documents<>(database.getCollection(ModerationProjection.PEOPLE), PersonView.class);
        reports = new Documents<>(reportCollection, ReportView.class);
    }

    /** A page of reports. @param nextCursor for the next page, or null */
    public record ReportPage(List<ReportView> items, String nextCursor) {}

    /** What is known of a user; somebody of whom nothing is known has version 0. */
    public PersonView person(UUID userId) {
        return people.find(userId).orElseGet(() -> PersonView.unknown(userId));
    }

    /** The report of that id. */
    public Optional<ReportView> report(UUID reportId) {
        return reports.find(reportId);
    }

    /** The flag on the message of that id. */
    public Optional<FlagView> flag(UUID messageId) {
        return flags.find(messageId);
    }

    /** A page of flagged messages. @param nextCursor for the next page, or null */
    public record FlagPage(List<FlagView> items, String nextCursor) {}

    /**
     * Flagged messages, the newest first.
     *
     * @param status null for any
     * @param userId whose, null for anybody's
     * @param reader flags on messages of this user are left out
     * @param before the id that ended the page before, or null
     */
    public FlagPage flags(FlagView.Status status, UUID userId, UUID reader, UUID before, int limit) {
        List<Bson> wanted = new ArrayList<>(List.of(Filters.ne("userId", reader.toString())));
        if (status != null) {
            wanted.add(Filters.eq("status", status.name().toLowerCase(Locale.ROOT)));
        }
        if (userId != null) {
            wanted.add(Filters.eq("userId", userId.toString()));
        }
        if (before != null) {
            wanted.add(Filters.lt("_id", before.toString()));
        }
        List<FlagView> items = new ArrayList<>();
        flagCollection
                .find(Filters.and(wanted))
                .sort(Sorts.descending("_id"))
                .limit(limit + 1)
                .forEach(document -> items.add(flags.read(document)));
        boolean more = items.size() > limit;
        List<FlagView> page = more ? items.subList(0, limit) : items;
        return new FlagPage(List.copyOf(page), more ? page.getLast().id().toString() : null);
    }

    /**
     * Reports, the newest first.
     *
     * @param status null for any
     * @param category null for any
     * @param userId about whom, null for anybody
     * @param reader reports about this user are left out
     * @param before the id that ended the page before, or null
     */
    public ReportPage reports(
            ReportView.Status status, ReportCategory category, UUID userId, UUID reader, UUID before, int limit) {
        List<Bson> wanted = new ArrayList<>(List.of(Filters.ne("userId", reader.toString())));
        if (status != null) {
            wanted.add(Filters.eq("status", status.name().toLowerCase(Locale.ROOT)));
        }
        if (category != null) {
            wanted.add(Filters.eq("category", category.name().toLowerCase(Locale.ROOT)));
        }
        if (userId != null) {
            wanted.add(Filters.eq("userId", userId.toString()));
        }
        return reportPage(wanted, before, limit);
    }

    /**
     * The reports that a user made, the newest first.
     *
     * @param before the id that ended the page before, or null
     */
    public ReportPage reportsBy(UUID reporterId, UUID before, int limit) {
        return reportPage(new ArrayList<>(List.of(Filters.eq("reporterId", reporterId.toString()))), before, limit);
    }

    private ReportPage reportPage(List<Bson> wanted, UUID before, int limit) {
        if (before != null) {
            wanted.add(Filters.lt("_id", before.toString()));
        }
        List<ReportView> items = new ArrayList<>();
        reportCollection
                .find(wanted.isEmpty() ? Filters.empty() : Filters.and(wanted))
                .sort(Sorts.descending("_id"))
                .limit(limit + 1)
                .forEach(document -> items.add(reports.read(document)));
        boolean more = items.size() > limit;
        List<ReportView> page = more ? items.subList(0, limit) : items;
        return new ReportPage(List.copyOf(page), more ? page.getLast().id().toString() : null);
    }
}
