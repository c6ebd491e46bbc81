package io.livemarket.embedded;

import de.bwaldvogel.mongo.bson.Document;
import io.livemarket.embedded.RawDocument.Within;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An update of one document by its {@code _id} that needs little of the document: the document is replaced as a whole,
 * or fields are set in it, or in one of its fields. Read models write such updates; for any other update the library
 * reads, copies and compares the document.
 *
 * @param id of the document
 * @param conditions the fields of the selector
 * @param replacement the whole document; absent where fields are set
 * @param fields the fields to set where there is no replacement, see {@link RawDocument#writeWith}
 */
record DirectUpdate(
        String id, Set<String> conditions, @Nullable Document replacement, Map<String, Object> fields) {

    private static final String ID = "_id";
    private static final String AND = "$and";
    private static final String SET = "$set";

    /** The direct form of the update; empty when the update has another form. */
    static Optional<DirectUpdate> of(Document selector, Document update) {
        String id = Queries.requiredText(selector, ID);
        Set<String> conditions = new HashSet<>();
        if (id == null || !collect(selector, conditions)) {
            return Optional.empty();
        }
        if (update.keySet().stream().noneMatch(key -> key.startsWith("$"))) {
            Object given = update.get(ID);
            return given != null && !given.equals(id)
                    ? Optional.empty()
                    : Optional.of(new DirectUpdate(id, conditions, replacement(id, update), Map.of()));
        }
        return update.size() == 1 && update.get(SET) instanceof Document set
                ? fields(set).map(fields -> new DirectUpdate(id, conditions, null, fields))
                : Optional.empty();
    }

    /** The replacement with the {@code _id} first, as the library writes it. */
    private static Document replacement(String id, Document update) {
        Document replacement = new Document(ID, id);
        replacement.putAll(update);
        return replacement;
    }

    /**
     * Adds the fields of a selector.
     *
     * @return false where the selector has operators beside fields, other than {@code $and}
     */
    static boolean collect(Document selector, Set<String> conditions) {
        for (Map.Entry<String, Object> condition : selector.entrySet()) {
            if (condition.getKey().equals(AND) && condition.getValue() instanceof Collection<?> parts) {
                if (!parts.stream().allMatch(part -> part instanceof Document one && collect(one, conditions))) {
                    return false;
                }
            } else if (condition.getKey().startsWith("$")) {
                return false;
            } else {
                conditions.add(root(condition.getKey()));
            }
        }
        return true;
    }

    /** The field in which a path begins. */
    static String root(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }

    private static Optional<Map<String, Object>> fields(Document set) {
        Map<String, Object> fields = new LinkedHashMap<>();
        Map<String, Map<String, Object>> within = new HashMap<>();
        for (Map.Entry<String, Object> change : set.entrySet()) {
            String path = change.getKey();
            String root = root(path);
            if (root.equals(ID)
                    || root.isEmpty()
                    || path.endsWith(".")
                    || path.contains("$")
                    || path.indexOf('.') != path.lastIndexOf('.')) {
                return Optional.empty();
            }
            // A field and a field within it: the library refuses that.
            if (path.equals(root) ? fields.containsKey(root) : fields.containsKey(root) && !within.containsKey(root)) {
                return Optional.empty();
            }
            if (path.equals(root)) {
                fields.put(root, change.getValue());
            } else {
                Map<String, Object> there = within.computeIfAbsent(root, _ -> new LinkedHashMap<>());
                there.put(path.substring(root.length() + 1), change.getValue());
                fields.put(root, new Within(there));
            }
        }
        return Optional.of(fields);
    }
}
