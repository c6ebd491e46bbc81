package io.livemarket.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;

/** Looks into queries in the form in which drivers send them. */
final class Queries {

    private static final String AND = "$and";
    private static final String EQUAL = "$eq";

    private Queries() {}

    /** The text that a field must equal for anything to be found, or null when the query does not say. */
    static String requiredText(Document query, String field) {
        String required = switch (query.get(field)) {
            case String text -> text;
            case Document condition when condition.get(EQUAL) instanceof String text -> text;
            case null, default -> null;
        };
        if (required == null && query.get(AND) instanceof Collection<?> conditions) {
            for (Object condition : conditions) {
                if (required == null && condition instanceof Document document) {
                    required = requiredText(document, field);
                }
            }
        }
        return required;
    }
}
