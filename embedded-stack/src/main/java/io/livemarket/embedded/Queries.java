package io.livemarket.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** Looks into queries in the form in which drivers send them. */
final class Queries {

    private static final String AND = "$and";
    private static final String EQUAL = "$eq";
    private static final String IN = "$in";

    private Queries() {}

    /** The one text that a field must equal for anything to be found, or null when the query does not say, or leaves a choice. */
    static String requiredText(Document query, String field) {
        Set<String> texts = requiredTexts(query, field);
        return texts != null && texts.size() == 1 ? texts.iterator().next() : null;
    }

    /**
     * The texts of which a field must equal one, or hold one as an array, for anything to be found; null when the query does not say. A
     * condition of another kind beside them narrows what is found, and is left to the caller.
     */
    static Set<String> requiredTexts(Document query, String field) {
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

    /** Null where one is no text: a document without the field matches null, and a pattern many texts. */
    private static Set<String> texts(Collection<?> values) {
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
