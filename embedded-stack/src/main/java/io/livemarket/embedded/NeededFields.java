package io.livemarket.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of a document that a query with a projection needs. */
final class NeededFields {

    private static final String ID = "_id";

    private NeededFields() {}

    /**
     * The fields that are projected, selected by, or sorted by; empty where the query needs the whole document, or may
     * need it.
     *
     * @param projection names of fields of the document, each with 1 or true
     */
    static Optional<Set<String>> of(Document query, @Nullable Document order, @Nullable Document projection) {
        Set<String> fields = new HashSet<>(Set.of(ID));
        if (projection == null || !isInclusion(projection) || !DirectUpdate.collect(query, fields)) {
            return Optional.empty();
        }
        if (order != null) {
            order.keySet().forEach(path -> fields.add(DirectUpdate.root(path)));
        }
        fields.addAll(projection.keySet());
        return fields.stream().anyMatch(field -> field.startsWith("$")) ? Optional.empty() : Optional.of(fields);
    }

    private static boolean isInclusion(Document projection) {
        return !projection.isEmpty()
                && projection.entrySet().stream().allMatch(field -> isIncluded(field.getKey(), field.getValue()));
    }

    private static boolean isIncluded(String field, Object value) {
        return field.indexOf('.') < 0
                && !field.startsWith("$")
                && (Boolean.TRUE.equals(value) || value instanceof Number number && number.doubleValue() == 1);
    }
}
