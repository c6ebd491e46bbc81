package io.livemarket.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks into queries in the form in which drivers send them. */
final class Queries {

    private static final String AND = "$and";
    private static final String EQUAL = "$eq";
    private static final String IN = "$in";

    private Queries() {}

    /** The single text that a query requires of a field; absent when the query requires none, or allows several. */
    static @Nullable String requiredText(Document query, String field) {
        Set<String> texts = requiredTexts(query, field);
        return texts != null && texts.size() == 1 ? texts.iterator().next() : null;
    }

    /**
     * The texts that a query allows for a field, or for an element of an array field; absent when the query has no such
     * condition. The caller checks all other conditions of the query.
     */
    static @Nullable Set<String> requiredTexts(Document query, String field) {
        Set<String> required = switch (query.get(field)) {
            case String text -> Set.of(text);
            case Document condition when condition.get(EQUAL) instanceof String text -> Set.of(text);
            case Document condition when condition.get(IN) instanceof Collection<?> values -> texts(values);
            case null, default -> null;
        };
        if (required == null && query.get(AND) instanceof Collection<?> conditions) {
            for (Object condition : conditions) {
                if (required == null && condition instanceof Document document) {
                    required = requiredTexts(document, field);
                }
            }
        }
        return required;
    }

    /** Whether the query has no other condition than the texts that it allows for the field. */
    static boolean isByTexts(Document query, String field) {
        return query.size() == 1
                && switch (query.get(field)) {
                    case String _ -> true;
                    case Document condition when condition.size() == 1 -> requiredTexts(query, field) != null;
                    case null, default -> false;
                };
    }

    /**
     * The values as texts; absent when a value is not a text: null matches documents without the field, a pattern
     * matches many texts.
     */
    private static @Nullable Set<String> texts(Collection<?> values) {
        Set<String> texts = new LinkedHashSet<>();
        for (Object value : values) {
            if (!(value instanceof String text)) {
                return null;
            }
            texts.add(text);
        }
        return texts;
    }
}
