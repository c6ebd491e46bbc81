package io.livemarket.notification.domain;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The kinds of notifications: their names on the wire, and their texts without names of users or groups. */
public enum NotificationKind {
    MESSAGE("message", "New messages", "Mensajes nuevos"),
    FIRST_CONTACT("first_contact", "Somebody new wrote to you", "Alguien nuevo le ha escrito"),
    GROUP_INVITATION("group_invitation", "You were invited to a group", "Le han invitado a un grupo"),
    REPORT_OUTCOME("report_outcome", "There is an answer to your report", "Hay una respuesta a su denuncia"),
    WARNING("warning", "A moderator warned you", "Un moderador le ha hecho una advertencia"),
    APPEAL_ANSWERED("appeal_answered", "There is an answer to your appeal", "Hay una respuesta a su reclamación");

    private static final Map<String, NotificationKind> BY_NAME = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(NotificationKind::wireName, Function.identity()));

    private final String wireName;
    private final String text;
    private final String textEs;

    NotificationKind(String wireName, String text, String textEs) {
        this.wireName = wireName;
        this.text = text;
        this.textEs = textEs;
    }

    /** The kind of a name on the wire; empty for a name that this version does not know. */
    public static Optional<NotificationKind> of(@Nullable String wireName) {
        return Optional.ofNullable(wireName == null ? null : BY_NAME.get(wireName));
    }

    public String wireName() {
        return wireName;
    }

    public String text() {
        return text;
    }

    public String textEs() {
        return textEs;
    }
}
