package io.livemarket.notification.domain;

import io.livemarket.events.notifications.KindPreference;
import io.livemarket.events.notifications.NotificationPreferences;
import io.livemarket.events.notifications.QuietHours;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Validates preferences, and answers which notifications and pushes they allow. */
public final class PreferenceRules {

    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("HH:mm").withResolverStyle(ResolverStyle.STRICT);

    /** Names of the IANA time zone database that the JDK does not list. */
    private static final Map<String, String> LINKS =
            Map.of("EST", "America/Panama", "MST", "America/Phoenix", "HST", "Pacific/Honolulu");

    /** The languages of mails. */
    private static final Set<String> LANGUAGES = Set.of("en", "es");

    private PreferenceRules() {}

    /** The first field with an invalid value, as a path such as {@code kinds[0].kind}; empty when all are valid. */
    public static Optional<String> invalidField(NotificationPreferences preferences) {
        if (preferences.kinds() == null) {
            return Optional.of("kinds");
        }
        Set<String> named = new HashSet<>();
        for (int i = 0; i < preferences.kinds().size(); i++) {
            KindPreference kind = preferences.kinds().get(i);
            if (kind == null || NotificationKind.of(kind.kind()).isEmpty() || !named.add(kind.kind())) {
                return Optional.of("kinds[" + i + "].kind");
            }
        }
        if (preferences.quietHours() != null) {
            Optional<String> invalid = invalidField(preferences.quietHours());
            if (invalid.isPresent()) {
                return invalid;
            }
        }
        String language = preferences.remindersOrDefault().language();
        return language == null || LANGUAGES.contains(language) ? Optional.empty() : Optional.of("reminders.language");
    }

    private static Optional<String> invalidField(QuietHours hours) {
        if (!isTime(hours.from())) {
            return Optional.of("quietHours.from");
        }
        if (!isTime(hours.to()) || hours.to().equals(hours.from())) {
            return Optional.of("quietHours.to");
        }
        return isZone(hours.zone()) ? Optional.empty() : Optional.of("quietHours.zone");
    }

    /**
     * Whether a text is a name of the IANA time zone database. Links of the database count too: browsers report
     * {@code CET}, {@code GMT} or {@code EST5EDT} as well.
     */
    private static boolean isZone(@Nullable String zone) {
        return zone != null && (ZoneId.getAvailableZoneIds().contains(zone) || LINKS.containsKey(zone));
    }

    private static boolean isTime(@Nullable String text) {
        if (text == null) {
            return false;
        }
        try {
            time(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static LocalTime time(String text) {
        return LocalTime.parse(text, MINUTES);
    }

    static boolean inApp(NotificationPreferences preferences, String kind) {
        return preferences.kinds().stream().filter(k -> k.kind().equals(kind)).allMatch(KindPreference::inApp);
    }

    static boolean push(NotificationPreferences preferences, String kind) {
        return preferences.kinds().stream().filter(k -> k.kind().equals(kind)).allMatch(KindPreference::push);
    }

    /** The end of the quiet hours in which a moment lies; absent for a moment outside them. */
    static @Nullable Instant quietUntil(NotificationPreferences preferences, Instant at) {
        QuietHours hours = preferences.quietHours();
        if (hours == null || !isQuiet(preferences, at)) {
            return null;
        }
        ZonedDateTime now = at.atZone(ZoneId.of(hours.zone(), LINKS));
        ZonedDateTime end = now.with(time(hours.to()));
        // The hour that a clock shows twice: the second time counts where the first has passed.
        ZonedDateTime later = end.isAfter(now) ? end : end.withLaterOffsetAtOverlap();
        return (later.isAfter(now) ? later : end.plusDays(1)).toInstant();
    }

    /** Whether a moment lies in the user's quiet hours, by the clock of the user's time zone. */
    static boolean isQuiet(NotificationPreferences preferences, Instant at) {
        QuietHours hours = preferences.quietHours();
        if (hours == null) {
            return false;
        }
        LocalTime now = at.atZone(ZoneId.of(hours.zone(), LINKS)).toLocalTime();
        LocalTime from = time(hours.from());
        LocalTime to = time(hours.to());
        boolean started = !now.isBefore(from);
        boolean goesOn = now.isBefore(to);
        return from.isBefore(to) ? started && goesOn : started || goesOn;
    }
}
