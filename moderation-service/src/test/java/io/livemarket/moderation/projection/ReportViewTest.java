package io.livemarket.moderation.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.moderation.ModerationEvent.ReportAnnotated;
import io.livemarket.events.moderation.ModerationEvent.UserReported;
import io.livemarket.events.moderation.ReportCategory;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReportViewTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aReportShowsItsLatestNotes() {
        UUID user = UUID.randomUUID();
        ReportView report = ReportView.of(new UserReported(
                user, 1, UUID.randomUUID(), UUID.randomUUID(), ReportCategory.FRAUD, null, List.of(), NOW));
        for (int i = 1; i <= 2 * ReportView.NOTES_KEPT; i++) {
            report = report.with(new ReportAnnotated(user, 1 + i, report.id(), UUID.randomUUID(), "note " + i, NOW));
        }
        assertThat(report.notes())
                .hasSize(ReportView.NOTES_KEPT)
                .last()
                .satisfies(note -> assertThat(note.text()).isEqualTo("note " + 2 * ReportView.NOTES_KEPT));
        assertThat(report.notes().getFirst().text()).isEqualTo("note " + (ReportView.NOTES_KEPT + 1));
    }
}
