package io.livemarket.notification.kafka;

import io.livemarket.notification.domain.NotificationKind;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which events of other services are told to whom, and as what. To have another one told, add it here (and its topic to
 * {@link NotificationFeed} where that is not read yet), with a kind in {@link NotificationKind}.
 */
enum NotifiableEvent {
    REPORT_RESOLVED("moderation.report-resolved.v1", NotificationKind.REPORT_OUTCOME, "reporterId", "reportId", null),
    USER_WARNED("moderation.user-warned.v1", NotificationKind.WARNING, "userId", null, null);

    private static final Map<String, NotifiableEvent> BY_TYPE = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(NotifiableEvent::typeName, Function.identity()));

    private final String typeName;
    private final NotificationKind kind;
    private final String recipientField;
    private final String subjectField;
    private final String actorField;

    /**
     * @param recipientField the event's field with the id of the user to be told
     * @param subjectField the field with the id of what it is about, or null
     * @param actorField the field with the id of the user who did it, or null; never one who is to stay unknown
     */
    NotifiableEvent(
            String typeName, NotificationKind kind, String recipientField, String subjectField, String actorField) {
        this.typeName = typeName;
        this.kind = kind;
        this.recipientField = recipientField;
        this.subjectField = subjectField;
        this.actorField = actorField;
    }

    /** The row of a type, or null when nobody is told of it. */
    static NotifiableEvent of(String typeName) {
        return typeName == null ? null : BY_TYPE.get(typeName);
    }

    String typeName() {
        return typeName;
    }

    NotificationKind kind() {
        return kind;
    }

    String recipientField() {
        return recipientField;
    }

    String subjectField() {
        return subjectField;
    }

    String actorField() {
        return actorField;
    }
}
