package io.livemarket.kit.projection;

import com.mongodb.MongoException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.WriteModel;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.kit.projection.VersionedModel.Fold;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;

/**
 * Applies events to documents that are guarded by a version: a batch's documents are read together, folded in memory, and
 * written together, each only where the store still has the version that was read. What a document has seen is passed over, so
 * that applying the whole log again changes nothing; an event of an unknown type counts its version and changes nothing else.
 */
public final class VersionedProjection<E, D> implements Projection {

    private final VersionedModel<E, D> model;

    public VersionedProjection(VersionedModel<E, D> model) {
        this.model = model;
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public void apply(List<ConsumerRecord<String, byte[]>> batch) {
        apply(batch, Run.STRICT);
    }

    @Override
    public void apply(List<ConsumerRecord<String, byte[]>> batch, Run run) {
        Step step = new Step(run);
        step.load(batch.stream().map(ConsumerRecord::key).filter(Objects::nonNull).distinct().toList());
        batch.forEach(step::apply);
        step.write();
    }

    /** An event as far as it could be read: null of an unknown type, or when it is unreadable. */
    private record Read<E>(E event, OptionalLong version) {}

    private final class Step {

        private final Run run;
        private final Fold<E, D> fold;
        private final Map<String, D> current = new HashMap<>();
        private final Map<String, Long> loaded = new HashMap<>();
        private final Map<String, Long> changedUpTo = new LinkedHashMap<>();

        Step(Run run) {
            this.run = run;
            this.fold = model.begin(run);
        }

        void load(List<String> ids) {
            for (Document document : ids.isEmpty() ? List.<Document>of() : model.documents().find(Filters.in("_id", ids))) {
                String id = document.getString("_id");
                D state = model.read(document);
                current.put(id, state);
                loaded.put(id, model.versionOf(state));
            }
        }

        void apply(ConsumerRecord<String, byte[]> record) {
            Read<E> read = read(record);
            if (read.version().isEmpty()) {
                return;
            }
            long version = read.version().getAsLong();
            D state = current.get(record.key());
            if (state == null) {
                state = model.before(record.key(), version);
            }
            long have = state == null ? 0 : model.versionOf(state);
            boolean counts = read.event() == null || model.counts(read.event());
            if (counts ? version <= have : version < have) {
                if (read.event() != null) {
                    fold.passOver(state, read.event());
                }
                return;
            }
            if (version != (counts ? have + 1 : have)) {
                run.gap(record, record.key(), "at version " + have + " when version " + version + " arrives");
            }
            D next = read.event() == null ? skip(state, version) : fold(state, read.event(), version, record);
            if (next != null) {
                current.put(record.key(), next);
                changedUpTo.put(record.key(), record.offset() + 1);
            }
        }

        private Read<E> read(ConsumerRecord<String, byte[]> record) {
            try {
                if (record.key() == null) {
                    throw new UnreadableRecordException("no key", null);
                }
                return model.events().read(record.headers(), record.value())
                        .map(event -> new Read<>(event, OptionalLong.of(model.eventVersion(event))))
                        .orElseGet(() -> new Read<>(null, EventVersion.of(record.value())));
            } catch (UnreadableRecordException e) {
                run.unreadable(record, e);
                return new Read<>(null, record.key() == null ? OptionalLong.empty() : EventVersion.of(record.value()));
            }
        }

        private D skip(D state, long version) {
            return state == null ? null : model.skip(state, version);
        }

        private D fold(D state, E event, long version, ConsumerRecord<String, byte[]> record) {
            try {
                return fold.apply(state, event, record);
            } catch (MongoException e) {
                throw e;
            } catch (UnreadableRecordException e) {
                run.unreadable(record, e);
            } catch (RuntimeException e) {
                // What one aggregate's event does must not hold up the partition.
                run.gap(record, record.key(), "at a version " + version + " that can't be folded: " + where(e));
            }
            return skip(state, version);
        }

        /** Without the message, which may quote what people wrote. */
        private static String where(RuntimeException e) {
            return e.getClass().getSimpleName() + (e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0]);
        }

        void write() {
            fold.writeFirst();
            if (changedUpTo.isEmpty()) {
                return;
            }
            List<WriteModel<Document>> writes = new ArrayList<>(changedUpTo.size());
            changedUpTo.forEach((id, next) -> {
                // Ahead of fields that come and go: the embedded store keeps the order of those that stay.
                Document document = new Document("_id", id).append(VersionedModel.LOG_NEXT, next);
                document.putAll(model.write(current.get(id)));
                document.put(VersionedModel.LOG_NEXT, next); // A model may have handed the former one back.
                Long version = loaded.get(id);
                writes.add(version == null ? new InsertOneModel<>(document) : new ReplaceOneModel<>(
                        Filters.and(Filters.eq("_id", id), Filters.eq(VersionedModel.VERSION, version)), document));
            });
            if (new UnhurriedWrites(run).write(model.documents(), writes) < writes.size()) {
                throw new IllegalStateException("Another instance wrote these documents meanwhile; reading them again");
            }
        }
    }
}
