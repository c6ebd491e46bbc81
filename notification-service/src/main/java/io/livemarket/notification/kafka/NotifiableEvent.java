package io.livemarket.notification.kafka;

import io.livemarket.notification.domain.NotificationKind;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The events of other services of which a user is notified: the kind of notification, and the fields that name the
 * user. To add one, add a constant here with a kind in {@link NotificationKind}, and its topic to
 * {@link NotificationFeed} where that topic is not consumed yet.
 */
enum NotifiableEvent {
    REPORT_RESOLVED("moderation.report-resolved.v1", NotificationKind.REPORT_OUTCOME, "reporterId", "reportId", null),
    USER_WARNED("moderation.user-warned.v1", NotificationKind.WARNING, "userId", null, null),
    APPEAL_ANSWERED("moderation.appeal-answered.v1", NotificationKind.APPEAL_ANSWERED, "userId", "appealId", null);

    private static final Map<String, NotifiableEvent> BY_TYPE = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(NotifiableEvent::typeName, Function.identity()));

    private final String typeName;
    private final NotificationKind kind;
    private final String recipientField;
    private final @Nullable String subjectField;
    private final @Nullable String actorField;

    /**
     * @param recipientField the event's field with the id of the user to notify
     * @param subjectField the field with the id of the thing that the event is about; absent where it has none
     * @param actorField the field with the id of the user who caused the event; absent where that user stays unknown
     */
    NotifiableEvent(
            String typeName,
            NotificationKind kind,
            String recipientField,
            @Nullable String subjectField,
            @Nullable String actorField) {
        this.typeName = typeName;
        this.kind = kind;
        this.recipientField = recipientField;
        this.subjectField = subjectField;
        this.actorField = actorField;
    }

    /** The constant of a type of event; absent when no user is notified of events of that type. */
    static @Nullable NotifiableEvent of(@Nullable String typeName) {
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

    @Nullable
    String subjectField() {
        return subjectField;
    }

    @Nullable
    String actorField() {
        return actorField;
    }
}
