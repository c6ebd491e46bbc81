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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Applies events to documents that are guarded by a version: a batch's documents are read together, folded in memory,
 * and written together, each only where the store still has the version that was read. Events that a document has
 * already are skipped, so that applying the whole log again changes nothing; an event of an unknown type counts its
 * version and changes nothing else. A state that was written recently is not read again when the next event follows it:
 * if the store has another one by now, the write finds that, and the batch is applied to the store's documents. For one
 * thread at a time.
 */
public final class VersionedProjection<E, D> implements Projection {

    private final VersionedModel<E, D> model;
    private final RecentStates<Written<D>> recent;

    public VersionedProjection(VersionedModel<E, D> model) {
        this.model = model;
        this.recent = new RecentStates<>(model.kept());
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public void apply(List<ConsumerRecord<String, byte[]>> batch) {
        apply(batch, BatchContext.STRICT);
    }

    @Override
    public void apply(List<ConsumerRecord<String, byte[]>> batch, BatchContext context) {
        boolean mayBeOld = !recent.isEmpty();
        if (!attempt(batch, context) && !(mayBeOld && attempt(batch, context))) {
            throw new IllegalStateException("Another instance wrote these documents meanwhile; reading them again");
        }
    }

    /**
     * Whether all documents were written. Where they were not, no state is kept, and the next attempt reads all
     * documents.
     */
    private boolean attempt(List<ConsumerRecord<String, byte[]>> batch, BatchContext context) {
        Step step = new Step(context);
        boolean written = false;
        try {
            List<ReadEvent<E>> events =
                    batch.stream().map(record -> ReadEvent.of(model, record)).toList();
            step.load(batch, events);
            for (int i = 0; i < events.size(); i++) {
                step.apply(batch.get(i), events.get(i));
            }
            written = step.write();
        } finally {
            if (!written) {
                recent.clear();
            }
        }
        return written;
    }

    /**
     * The state of a document as it was written.
     *
     * @param next the offset after the last event in it, which differs if another instance wrote since
     */
    private record Written<D>(D state, long next) {}

    private final class Step {

        private final BatchContext context;
        private final Fold<E, D> fold;
        private final Map<String, D> current = new HashMap<>();
        private final Map<String, Long> loaded = new HashMap<>();
        private final Map<String, Long> writtenUpTo = new HashMap<>();
        private final Map<String, Written<D>> changed = new LinkedHashMap<>();

        Step(BatchContext context) {
            this.context = context;
            this.fold = model.begin(context);
        }

        /** Takes the kept states that the first event of an aggregate follows, and reads the other documents. */
        void load(List<ConsumerRecord<String, byte[]>> batch, List<ReadEvent<E>> events) {
            Set<String> seen = new HashSet<>();
            List<String> missing = new ArrayList<>();
            for (int i = 0; i < events.size(); i++) {
                String id = batch.get(i).key();
                if (id != null && seen.add(id)) {
                    Written<D> kept = recent.get(id);
                    if (kept != null && follows(kept.state(), events.get(i))) {
                        begin(id, kept.state());
                        writtenUpTo.put(id, kept.next());
                    } else {
                        missing.add(id);
                    }
                }
            }
            if (!missing.isEmpty()) {
                model.documents()
                        .find(Filters.in("_id", missing))
                        .forEach(document -> begin(document.getString("_id"), model.read(document)));
            }
        }

        private boolean follows(D kept, ReadEvent<E> first) {
            long expected = first.counts(model) ? model.versionOf(kept) + 1 : model.versionOf(kept);
            return first.version().isPresent() && first.version().getAsLong() == expected;
        }

        private void begin(String id, D state) {
            current.put(id, state);
            loaded.put(id, model.versionOf(state));
        }

        void apply(ConsumerRecord<String, byte[]> record, ReadEvent<E> read) {
            if (read.unreadable() != null) {
                context.unreadable(record, read.unreadable());
            }
            if (read.version().isEmpty()) {
                return;
            }
            long version = read.version().getAsLong();
            D state = current.get(record.key());
            if (state == null) {
                state = model.before(record.key(), version);
            }
            long have = state == null ? 0 : model.versionOf(state);
            boolean counts = read.counts(model);
            if (counts ? version <= have : version < have) {
                E known = read.event();
                if (state != null && known != null) {
                    fold.passOver(state, known);
                }
                return;
            }
            if (version != (counts ? have + 1 : have)) {
                context.gap(record, record.key(), "at version " + have + " when version " + version + " arrives");
            }
            E event = read.event();
            D next = event == null ? skip(state, version) : fold(state, event, version, record);
            if (next != null) {
                current.put(record.key(), next);
                changed.put(record.key(), new Written<>(next, record.offset() + 1));
            }
        }

        private @Nullable D skip(@Nullable D state, long version) {
            return state == null ? null : model.skip(state, version);
        }

        private @Nullable D fold(@Nullable D state, E event, long version, ConsumerRecord<String, byte[]> record) {
            try {
                return fold.apply(state, event, record);
            } catch (MongoException e) {
                throw e;
            } catch (UnreadableRecordException e) {
                context.unreadable(record, e);
            } catch (RuntimeException e) {
                // A fault of one aggregate's event must not stop the partition.
                context.gap(record, record.key(), "at a version " + version + " that can't be folded: " + where(e));
            }
            return skip(state, version);
        }

        /** The class and place of an exception, without its message, which may quote texts of users. */
        private static String where(RuntimeException e) {
            return e.getClass().getSimpleName() + (e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0]);
        }

        /**
         * Writes the changed documents; false when the store has another version of one of them than the one that was
         * read.
         */
        boolean write() {
            fold.writeFirst();
            if (!changed.isEmpty() && !writeChanged()) {
                return false;
            }
            fold.afterWrite();
            return true;
        }

        private boolean writeChanged() {
            List<WriteModel<Document>> writes = new ArrayList<>(changed.size());
            changed.forEach((id, change) -> {
                // Before fields that may be absent: the embedded store keeps the order of the fields that stay.
                Document document = new Document("_id", id).append(VersionedModel.LOG_NEXT, change.next());
                document.putAll(model.write(change.state()));
                document.put(VersionedModel.LOG_NEXT, change.next()); // A model may have returned the former value.
                writes.add(
                        loaded.containsKey(id)
                                ? new ReplaceOneModel<>(as(id), document)
                                : new InsertOneModel<>(document));
            });
            if (new ThrottledWrites(context).write(model.documents(), writes) < writes.size()) {
                return false;
            }
            recent.putAll(changed);
            return true;
        }

        /** A filter for the document as it was read, or as it was written last. */
        private Bson as(String id) {
            Bson read = Filters.and(Filters.eq("_id", id), Filters.eq(VersionedModel.VERSION, loaded.get(id)));
            Long next = writtenUpTo.get(id);
            return next == null ? read : Filters.and(read, Filters.eq(VersionedModel.LOG_NEXT, next));
        }
    }
}
