package io.livemarket.moderation.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Json;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.moderation.ModerationEvent.FlagResolved;
import io.livemarket.events.moderation.ModerationEvent.MessageFlagged;
import io.livemarket.events.moderation.ModerationEvent.ReportAnnotated;
import io.livemarket.events.moderation.ModerationEvent.ReportResolved;
import io.livemarket.events.moderation.ModerationEvent.ReportTaken;
import io.livemarket.events.moderation.ModerationEvent.UserReported;
import io.livemarket.events.moderation.ReportCategory;
import io.livemarket.events.moderation.ReportOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** The JSON of views, byte for byte: clients get it, and documents hold it, flat and in this order. */
class FlatViewsTest {

    private static final UUID USER = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);
    private static final UUID MOD = new UUID(0, 3);
    private static final UUID ID = new UUID(0, 4);
    private static final UUID CHAT = new UUID(0, 5);
    private static final Instant TIME = Instant.parse("2026-11-29T16:00:00Z");
    private static final FlagView FLAG = FlagView.of(new MessageFlagged(
            USER,
            1,
            CHAT,
            ID,
            "hola",
            List.of("scam"),
            3,
            TIME,
            List.of(new Attachment(ID, "a.jpg", "image/jpeg", 4L, 2, 1))));
    private static final ReportView REPORT =
            ReportView.of(new UserReported(USER, 1, ID, OTHER, ReportCategory.FRAUD, "words", List.of(), TIME));

    @Test
    void anOpenFlagIsFlat() {
        assertThat(json(FLAG)).isEqualTo(flat("""
                        {"id":"00000000-0000-0000-0000-000000000004","userId":"00000000-0000-0000-0000-000000000001",
                        "chatId":"00000000-0000-0000-0000-000000000005","content":"hola","categories":["scam"],"score":3,
                        "flaggedAt":"2026-11-29T16:00:00Z","status":"open",
                        "attachments":[{"fileId":"00000000-0000-0000-0000-000000000004","name":"a.jpg",
                        "contentType":"image/jpeg","size":4,"width":2,"height":1}]}"""));
        assertStored(FLAG, FlagView.class);
    }

    @Test
    void aResolvedFlagIsFlat() {
        FlagView resolved =
                FLAG.with(new FlagResolved(USER, 2, ID, MOD, ReportOutcome.UPHELD, "note", TIME.plusSeconds(1)));
        assertThat(json(resolved)).contains(flat("""
                        "status":"resolved","moderatorId":"00000000-0000-0000-0000-000000000003","outcome":"upheld",
                        "note":"note","resolvedAt":"2026-11-29T16:00:01Z","attachments":["""));
        assertStored(resolved, FlagView.class);
    }

    /** Flags that an earlier version stored have no status. */
    @Test
    void aFlagWithoutAStatusIsOpen() {
        Documents<FlagView> documents = new Documents<>(null, FlagView.class);
        Document former = documents.document(ID, FLAG);
        former.remove("status");
        assertThat(documents.read(former)).isEqualTo(FLAG);
    }

    @Test
    void anOpenReportIsFlat() {
        assertThat(json(REPORT)).isEqualTo(flat("""
                        {"id":"00000000-0000-0000-0000-000000000004","userId":"00000000-0000-0000-0000-000000000001",
                        "version":1,"reporterId":"00000000-0000-0000-0000-000000000002","category":"fraud",
                        "comment":"words","evidence":[],"status":"open","notes":[],"reportedAt":"2026-11-29T16:00:00Z",
                        "updatedAt":"2026-11-29T16:00:00Z"}"""));
        assertStored(REPORT, ReportView.class);
    }

    @Test
    void aHandledReportIsFlat() {
        ReportView taken = REPORT.with(new ReportTaken(USER, 2, ID, MOD, TIME.plusSeconds(1)));
        assertThat(json(taken)).contains("\"status\":\"taken\",\"moderatorId\":\"" + MOD + "\",\"notes\":[]");
        ReportView resolved = taken.with(new ReportAnnotated(USER, 3, ID, MOD, "one", TIME.plusSeconds(2)))
                .with(new ReportResolved(USER, 4, ID, OTHER, MOD, ReportOutcome.DISMISSED, "two", TIME.plusSeconds(3)));
        assertThat(json(resolved)).contains("\"version\":4").contains(flat("""
                        "evidence":[],"status":"resolved","moderatorId":"00000000-0000-0000-0000-000000000003",
                        "notes":[{"moderatorId":"00000000-0000-0000-0000-000000000003","text":"one",
                        "at":"2026-11-29T16:00:02Z"},{"moderatorId":"00000000-0000-0000-0000-000000000003","text":"two",
                        "at":"2026-11-29T16:00:03Z"}],"outcome":"dismissed","reportedAt":"2026-11-29T16:00:00Z",
                        "updatedAt":"2026-11-29T16:00:03Z"}"""));
        assertStored(resolved, ReportView.class);
    }

    private static <T> void assertStored(T view, Class<T> type) {
        Documents<T> documents = new Documents<>(null, type);
        assertThat(documents.read(documents.document(ID, view).append("version", 9)))
                .usingRecursiveComparison()
                .ignoringFields("version")
                .isEqualTo(view);
    }

    private static String flat(String lines) {
        return lines.replace("\n", "");
    }

    private static String json(Object view) {
        return new String(Json.bytes(view), StandardCharsets.UTF_8);
    }
}
