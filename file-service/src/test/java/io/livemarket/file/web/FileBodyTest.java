package io.livemarket.file.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Json;
import io.livemarket.events.files.FileScan;
import io.livemarket.events.files.ImageFacts;
import io.livemarket.file.projection.FileView;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The JSON of a file, byte for byte: clients get it flat and in this order. */
class FileBodyTest {

    private static final UUID FILE = new UUID(0, 1);
    private static final UUID OWNER = new UUID(0, 2);
    private static final Instant TIME = Instant.parse("2026-11-29T16:00:00Z");
    private static final SignedUrls URLS =
            new SignedUrls("A".repeat(44), List.of(), Duration.ofMinutes(15), Clock.fixed(TIME, ZoneOffset.UTC));

    @Test
    void anImageIsFlat() {
        assertThat(json("a.jpg", "image/jpeg", new ImageFacts(4, 3, true)).replaceAll("signature=[^\"]+", "s"))
                .isEqualTo("""
                {"id":"00000000-0000-0000-0000-000000000001","ownerId":"00000000-0000-0000-0000-000000000002",
                "name":"a.jpg","contentType":"image/jpeg","size":48,"width":4,"height":3,"scan":"unscanned",
                "createdAt":"2026-11-29T16:00:00Z",
                "url":"/files/00000000-0000-0000-0000-000000000001/content?reader=00000000-0000-0000-0000-000000000002&expires=END&s",
                "thumbnailUrl":"/files/00000000-0000-0000-0000-000000000001/thumbnail?reader=00000000-0000-0000-0000-000000000002&expires=END&s",
                "urlExpiresAt":"TIME"}""".replace("\n", "")
                        .replace("END", Long.toString(URLS.end(OWNER).getEpochSecond()))
                        .replace("TIME", URLS.end(OWNER).toString()));
    }

    @Test
    void anotherFileHasNoSizeInPixels() {
        assertThat(json("a.txt", "text/plain", null))
                .contains("\"size\":48,\"scan\":")
                .doesNotContain("thumbnailUrl");
    }

    private static String json(String name, String type, @Nullable ImageFacts image) {
        FileView file =
                new FileView(FILE, OWNER, new FileView.Content(name, type, 48, "00"), image, FileScan.UNSCANNED, TIME);
        return new String(Json.bytes(FileBody.of(file, OWNER, URLS)), StandardCharsets.UTF_8);
    }
}
