package io.livemarket.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.notifications.KindPreference;
import io.livemarket.events.notifications.NotificationPreferences;
import io.livemarket.events.notifications.QuietHours;
import io.livemarket.events.notifications.ReminderPreference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferenceRulesTest {

    /** Madrid is at UTC+1 in winter and at UTC+2 in summer. */
    @ParameterizedTest
    @CsvSource({
        "22:00, 07:00, 2026-01-15T20:59:59Z, false",
        "22:00, 07:00, 2026-01-15T21:00:00Z, true",
        "22:00, 07:00, 2026-01-15T23:30:00Z, true",
        "22:00, 07:00, 2026-01-16T05:59:59Z, true",
        "22:00, 07:00, 2026-01-16T06:00:00Z, false",
        "22:00, 07:00, 2026-07-15T20:00:00Z, true",
        "22:00, 07:00, 2026-07-16T05:00:00Z, false",
        "13:00, 15:30, 2026-01-15T11:59:59Z, false",
        "13:00, 15:30, 2026-01-15T12:00:00Z, true",
        "13:00, 15:30, 2026-01-15T14:30:00Z, false"
    })
    void itIsQuietByTheUsersOwnClock(String from, String to, Instant at, boolean quiet) {
        var preferences = new NotificationPreferences(List.of(), new QuietHours(from, to, "Europe/Madrid"), false);
        assertThat(PreferenceRules.invalidField(preferences)).isEmpty();
        assertThat(PreferenceRules.isQuiet(preferences, at)).isEqualTo(quiet);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "GMT",
                "CET",
                "WET",
                "EST5EDT",
                "PST8PDT",
                "EST",
                "MST",
                "HST",
                "GB",
                "Etc/GMT+5",
                "Etc/UTC",
                "Asia/Calcutta"
            })
    void aZoneIsAnyNameThatABrowserReports(String zone) {
        var preferences = new NotificationPreferences(List.of(), new QuietHours("00:00", "23:59", zone), false);
        assertThat(PreferenceRules.invalidField(preferences)).isEmpty();
        assertThat(PreferenceRules.isQuiet(preferences, Instant.parse("2026-01-15T12:00:00Z")))
                .isTrue();
    }

    @Test
    void everyKindIsOnByDefault() {
        var off = new NotificationPreferences(
                List.of(new KindPreference("message", false, true), new KindPreference("first_contact", true, false)),
                null,
                false);
        assertThat(PreferenceRules.inApp(off, "message")).isFalse();
        assertThat(PreferenceRules.push(off, "message")).isTrue();
        assertThat(PreferenceRules.push(off, "first_contact")).isFalse();
        assertThat(PreferenceRules.inApp(off, "group_invitation")).isTrue();
        assertThat(PreferenceRules.push(NotificationPreferences.DEFAULT, "report_outcome"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "24:00, 07:00, UTC, quietHours.from",
        "7:00, 08:00, UTC, quietHours.from",
        ", 08:00, UTC, quietHours.from",
        "07:00, 07:00, UTC, quietHours.to",
        "07:00, , UTC, quietHours.to",
        "07:00, 08:00, CEST, quietHours.zone",
        "07:00, 08:00, , quietHours.zone",
        "07:00, 08:00, Europe/Atlantis, quietHours.zone"
    })
    void namesTheFieldThatIsWrong(String from, String to, String zone, String field) {
        assertThat(PreferenceRules.invalidField(
                        new NotificationPreferences(List.of(), new QuietHours(from, to, zone), false)))
                .contains(field);
    }

    @Test
    void aKindIsKnownAndNamedOnce() {
        var twice = new KindPreference("message", true, true);
        assertThat(PreferenceRules.invalidField(new NotificationPreferences(List.of(twice, twice), null, false)))
                .contains("kinds[1].kind");
        assertThat(PreferenceRules.invalidField(
                        new NotificationPreferences(List.of(new KindPreference("gossip", true, true)), null, false)))
                .contains("kinds[0].kind");
    }

    @ParameterizedTest
    @CsvSource({
        "22:00, 07:00, 2026-01-15T20:59:59Z, ",
        "22:00, 07:00, 2026-01-15T21:30:00Z, 2026-01-16T06:00:00Z",
        "22:00, 07:00, 2026-01-16T05:00:00Z, 2026-01-16T06:00:00Z",
        "13:00, 15:30, 2026-01-15T12:00:00Z, 2026-01-15T14:30:00Z",
        // 02:30 does not exist on the night of the change to summer time, and is there twice in autumn.
        "22:00, 02:30, 2026-03-29T00:30:00Z, 2026-03-29T01:30:00Z",
        "22:00, 02:30, 2026-10-25T00:15:00Z, 2026-10-25T00:30:00Z",
        "22:00, 02:30, 2026-10-25T01:15:00Z, 2026-10-25T01:30:00Z"
    })
    void quietHoursEndByTheUsersOwnClock(String from, String to, Instant at, Instant end) {
        var preferences = new NotificationPreferences(List.of(), new QuietHours(from, to, "Europe/Madrid"), false);
        assertThat(PreferenceRules.quietUntil(preferences, at)).isEqualTo(end);
    }

    @Test
    void mailsAreInEnglishOrSpanish() {
        assertThat(Stream.of("en", "es", null)
                        .map(language ->
                                NotificationPreferences.DEFAULT.with(new ReminderPreference(true, true, language)))
                        .map(PreferenceRules::invalidField))
                .allMatch(Optional::isEmpty);
        assertThat(PreferenceRules.invalidField(
                        NotificationPreferences.DEFAULT.with(new ReminderPreference(true, true, "eu"))))
                .contains("reminders.language");
    }
}
