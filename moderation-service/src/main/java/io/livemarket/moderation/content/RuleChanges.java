package io.livemarket.moderation.content;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import io.livemarket.events.Json;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.moderation.RuleEvent;
import io.livemarket.events.moderation.RuleEvent.RuleDefined;
import io.livemarket.events.moderation.RuleEvent.RuleProposed;
import io.livemarket.events.moderation.RuleEvent.RuleWithdrawn;
import io.livemarket.kit.projection.Projection;
import io.livemarket.moderation.content.RuleChange.Content;
import io.livemarket.moderation.content.RuleChange.Kind;
import io.livemarket.rules.ContentRule;
import io.livemarket.rules.ShippedRules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.jspecify.annotations.Nullable;

/**
 * The history of the rules: the collection {@code rule-changes}, built from the rules' events and kept for ever. The
 * package's documentation has the layout.
 */
public final class RuleChanges implements Projection {

    private static final EventCodec<RuleEvent> RULES = EventCodec.of(RuleEvent.class);
    private static final JsonWriterSettings PLAIN =
            JsonWriterSettings.builder().outputMode(JsonMode.RELAXED).build();
    private static final String ID = "_id";
    private static final String RULE = "ruleId";
    private static final String KIND = "kind";

    private final MongoCollection<Document> changes;

    public RuleChanges(MongoDatabase database) {
        this.changes = database.getCollection("rule-changes");
    }

    /** Creates the index of the histories; does nothing when it exists. */
    public void createIndexes() {
        changes.createIndex(Indexes.ascending(RULE, ID));
    }

    /**
     * A page of a history, the newest change first.
     *
     * @param nextCursor the cursor of the next page; absent on the last page
     */
    public record Page(List<RuleChange> items, @Nullable String nextCursor) {}

    /**
     * The changes of a rule, the newest first.
     *
     * @param before the version that ended the page before; {@link Long#MAX_VALUE} for the first page
     */
    public Page of(UUID ruleId, long before, int limit) {
        List<RuleChange> items = new ArrayList<>();
        changes.find(Filters.and(Filters.eq(RULE, ruleId.toString()), Filters.lt(ID, before)))
                .sort(Sorts.descending(ID))
                .limit(limit + 1)
                .forEach(document -> items.add(read(document)));
        boolean more = items.size() > limit;
        List<RuleChange> page = more ? items.subList(0, limit) : items;
        return new Page(List.copyOf(page), more ? String.valueOf(page.getLast().version()) : null);
    }

    @Override
    public String name() {
        return "moderation-service.rule-changes.v1";
    }

    @Override
    public void apply(List<ConsumerRecord<String, byte[]>> batch) {
        Projection.readEach(
                batch,
                record -> RULES.read(record.headers(), record.value())
                        .ifPresent(event -> write(event.ruleId(), change(event, record.offset() + 1))),
                () -> {});
    }

    private RuleChange change(RuleEvent event, long version) {
        Content before = before(event.ruleId(), version);
        return switch (event) {
            case RuleDefined e -> RuleChange.of(e, version, before);
            case RuleProposed e -> RuleChange.of(e, version, before);
            case RuleWithdrawn e -> RuleChange.of(e, version, before);
        };
    }

    /**
     * The rule in force before a version. It is found by version, so that applying a record again finds an equal one.
     */
    private @Nullable Content before(UUID ruleId, long version) {
        Bson inForce = Filters.and(
                Filters.eq(RULE, ruleId.toString()),
                Filters.lt(ID, version),
                Filters.in(KIND, name(Kind.DEFINED), name(Kind.APPROVED)));
        Document latest = changes.find(inForce).sort(Sorts.descending(ID)).first();
        return latest == null ? shipped(ruleId) : read(latest).content();
    }

    private static String name(Kind kind) {
        return Json.MAPPER.convertValue(kind, String.class);
    }

    private static @Nullable Content shipped(UUID ruleId) {
        for (ContentRule rule : ShippedRules.all()) {
            if (rule.id().equals(ruleId.toString())) {
                return RuleEntry.shipped(rule).content();
            }
        }
        return null;
    }

    private void write(UUID ruleId, RuleChange change) {
        Document document = Document.parse(new String(Json.bytes(change), StandardCharsets.UTF_8))
                .append(ID, change.version())
                .append(RULE, ruleId.toString());
        changes.replaceOne(Filters.eq(ID, change.version()), document, new ReplaceOptions().upsert(true));
    }

    private static RuleChange read(Document document) {
        return Json.read(document.toJson(PLAIN).getBytes(StandardCharsets.UTF_8), RuleChange.class);
    }
}
