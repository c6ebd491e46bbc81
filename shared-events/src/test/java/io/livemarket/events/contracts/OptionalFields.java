package io.livemarket.events.contracts;

import io.livemarket.events.chat.Attachment;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rule for {@code required} in the schemas: every component of a record is always present, except for a
 * {@code @Nullable} one. A component that is added to a record later must be {@code @Nullable}, because older records
 * do not have it; the compatibility check fails otherwise. A command may lack a field that a client left out, for it to
 * be refused.
 */
final class OptionalFields {

    private OptionalFields() {}

    static boolean contains(Class<?> type, String component) {
        return Arrays.stream(type.getRecordComponents())
                .filter(each -> each.getName().equals(component))
                .anyMatch(OptionalFields::isOptional);
    }

    static boolean isOptional(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class) && !isRefusedWhenAbsent(component);
    }

    /** A client may leave out the file of an attachment, which is refused then; no record lacks it. */
    private static boolean isRefusedWhenAbsent(RecordComponent component) {
        return component.getDeclaringRecord() == Attachment.class
                && component.getName().equals("fileId");
    }
}
