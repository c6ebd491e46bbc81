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
import org.jspecify.annotations.Nullable;

/** The queries of {@link ModerationProjection}'s collections. Callers check permissions before. */
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

    /**
     * A page of reports.
     *
     * @param nextCursor the cursor of the next page; absent on the last page
     */
    public record ReportPage(
            List<ReportView> items, @Nullable String nextCursor) {}

    /** The record of a user; version 0 for a user without events. */
    public PersonView person(UUID userId) {
        return people.find(userId).orElseGet(() -> PersonView.unknown(userId));
    }

    /** The report with this id. */
    public Optional<ReportView> report(UUID reportId) {
        return reports.find(reportId);
    }

    /** The flag of the message with this id. */
    public Optional<FlagView> flag(UUID messageId) {
        return flags.find(messageId);
    }

    /**
     * A page of flagged messages.
     *
     * @param nextCursor the cursor of the next page; absent on the last page
     */
    public record FlagPage(List<FlagView> items, @Nullable String nextCursor) {}

    /**
     * Flagged messages, the newest first.
     *
     * @param status the status of the flags; absent for all
     * @param userId the sender of the messages; absent for all senders
     * @param reader the moderator: flags of the moderator's own messages are left out
     * @param before the last id of the page before; absent for the first page
     */
    public FlagPage flags(
            FlagView.@Nullable Status status, @Nullable UUID userId, UUID reader, @Nullable UUID before, int limit) {
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
     * @param status the status of the reports; absent for all
     * @param category the category of the reports; absent for all
     * @param userId the reported user; absent for all users
     * @param reader the moderator: reports about the moderator are left out
     * @param before the last id of the page before; absent for the first page
     */
    public ReportPage reports(
            ReportView.@Nullable Status status,
            @Nullable ReportCategory category,
            @Nullable UUID userId,
            UUID reader,
            @Nullable UUID before,
            int limit) {
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
     * @param before the last id of the page before; absent for the first page
     */
    public ReportPage reportsBy(UUID reporterId, @Nullable UUID before, int limit) {
        return reportPage(new ArrayList<>(List.of(Filters.eq("reporterId", reporterId.toString()))), before, limit);
    }

    private ReportPage reportPage(List<Bson> wanted, @Nullable UUID before, int limit) {
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
