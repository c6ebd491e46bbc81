package io.livemarket.file.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Videos keep their playable data, byte by byte in its position, and lose their location, whatever the bytes are. */
class VideoCleanerTest {

    private static final String PLACE = "+40.4168-003.7038/";

    @TempDir
    private Path folder;

    @Test
    void theLocationIsRemovedAndPlayableDataStays() throws IOException {
        byte[] video = video("vide");
        byte[] cleaned = cleaned(video);
        assertThat(text(video)).contains(PLACE);
        assertThat(text(cleaned))
                .doesNotContain(PLACE)
                .doesNotContain("udta")
                .doesNotContain("meta")
                .doesNotContain("uuid")
                .hasSameSizeAs(text(video));
        for (String kept : new String[] {"ftyp", "mvhd", "tkhd", "vide", "stbl", "mdat", "the frames"}) {
            assertThat(text(cleaned).indexOf(kept))
                    .as(kept)
                    .isPositive()
                    .isEqualTo(text(video).indexOf(kept));
        }
    }

    @Test
    void aVideoThatWasCleanedStaysAsItIs() throws IOException {
        byte[] once = cleaned(video("vide"));
        assertThat(cleaned(once)).isEqualTo(once);
    }

    @Test
    void aVideoWithoutAnythingToTakeOutIsNotChanged() throws IOException {
        Path file = Files.write(
                folder.resolve("plain.mp4"),
                joined(
                        box("ftyp", text("isom")),
                        box("moov", box("mvhd", new byte[8])),
                        box("mdat", text("the frames"))));
        byte[] before = Files.readAllBytes(file);
        assertThat(VideoCleaner.clean(file)).isFalse();
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    /** Data that is hidden in a free box, or after the last required box, is removed as well. */
    @ParameterizedTest
    @ValueSource(strings = {"free", "skip", "wide", "uuid", "meta", "udta", "sefd", "\u00a9xyz"})
    void boxesThatPlayingDoesNotNeedAreCleared(String type) throws IOException {
        byte[] video = joined(
                box("ftyp", text("isom")),
                box(
                        "moov",
                        joined(box("mvhd", new byte[8]), box(type, text(PLACE)), box("trak", box(type, text(PLACE))))),
                box("moof", box("traf", box(type, text(PLACE)))),
                box("mdat", text("the frames")),
                box(type, text(PLACE)));
        assertThat(text(cleaned(video)))
                .doesNotContain(PLACE)
                .contains("the frames")
                .hasSameSizeAs(text(video));
    }

    @Test
    void boxesWithLongSizesAndNoSizeAreRead() throws IOException {
        byte[] place = text(PLACE);
        byte[] longBox = ByteBuffer.allocate(16 + place.length)
                .putInt(1)
                .put(text("udta"))
                .putLong(16 + place.length)
                .put(place)
                .array();
        byte[] last = ByteBuffer.allocate(8 + 4)
                .putInt(0)
                .put(text("mdat"))
                .put(text("abcd"))
                .array();
        byte[] cleaned = cleaned(joined(box("ftyp", text("isom")), box("moov", longBox), last));
        assertThat(text(cleaned)).doesNotContain(PLACE).endsWith("mdatabcd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"meta", "camm", "data", "mdta"})
    void aTrackOfPlacesIsRefused(String handler) throws IOException {
        refused(video(handler), ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    }

    /** At every level, as phones of both kinds and cameras of several makers write metadata. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00a9xyz",
                "loci",
                "keys",
                "ilst",
                "uuid",
                "gps ",
                "GPMF",
                "XMP_",
                "CAME",
                "auth",
                "cprt",
                "@xyz",
                "smrd",
                "thmb"
            })
    void locationsInAllBoxesAreRemoved(String type) throws IOException {
        byte[] place = box(type, text("com.apple.quicktime.location.ISO6709" + PLACE));
        byte[] media = box(
                "mdia",
                joined(
                        place,
                        box("hdlr", joined(new byte[8], text("vide"), new byte[13])),
                        box(
                                "minf",
                                joined(
                                        place,
                                        box("dinf", joined(box("dref", new byte[8]), place)),
                                        box("stbl", joined(box("stsd", new byte[8]), place))))));
        byte[] movie = box(
                "moov",
                joined(
                        box("mvhd", new byte[8]),
                        place,
                        box("mvex", place),
                        box("trak", joined(box("edts", place), media, place))));
        byte[] cleaned =
                cleaned(joined(box("ftyp", text("qt  ")), movie, place, box("mdat", text("the frames")), place));
        assertThat(text(cleaned))
                .doesNotContain("40.4168")
                .doesNotContain("ISO6709")
                .contains("the frames");
    }

    /** Drones write a subtitle with their position for each second. */
    @ParameterizedTest
    @ValueSource(strings = {"text", "sbtl", "subt"})
    void theTextsOfSubtitlesAreEmptied(String handler) throws IOException {
        byte[] cleaned = cleaned(subtitled(handler, 2, 4, false));
        assertThat(text(cleaned))
                .doesNotContain("GPS")
                .contains("the frames", "and more", handler)
                .hasSameSizeAs(text(subtitled(handler, 2, 4, false)));
        assertThat(cleaned(cleaned)).isEqualTo(cleaned);
        assertThat(text(cleaned(subtitled("vide", 2, 4, false))))
                .as("of pictures nothing")
                .contains("GPS 1", "GPS 3");
    }

    @Test
    void subtitlesOutsideOfTheirTablesAreRefused() throws IOException {
        refused(subtitled("text", 2, 5, false), ErrorCode.FILE_CORRUPT);
        refused(subtitled("text", 2, 200_000, false), ErrorCode.FILE_CORRUPT);
        refused(subtitled("text", 0, 4, false), ErrorCode.FILE_CORRUPT);
        refused(subtitled("text", 2, 4, true), ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    }

    /** Two chunks of two texts of five bytes each, with pictures before, between and behind. */
    private static byte[] subtitled(String handler, int ofAChunk, int samples, boolean inFragments) {
        byte[] frames = joined(text("the frames"), text("GPS 1GPS 2"), text("and more"), text("GPS 3GPS 4"));
        byte[] file = joined(box("ftyp", text("mp42")), box("mdat", frames));
        byte[] sizes =
                ByteBuffer.allocate(12).putInt(0).putInt(5).putInt(samples).array();
        byte[] runs = ByteBuffer.allocate(20)
                .putInt(0)
                .putInt(1)
                .putInt(1)
                .putInt(ofAChunk)
                .putInt(1)
                .array();
        byte[] offsets = ByteBuffer.allocate(16)
                .putInt(0)
                .putInt(2)
                .putInt(12 + 8 + 10)
                .putInt(12 + 8 + 28)
                .array();
        byte[] table = box("stbl", joined(box("stsz", sizes), box("stsc", runs), box("stco", offsets)));
        byte[] media =
                box("mdia", joined(box("hdlr", joined(new byte[8], text(handler), new byte[13])), box("minf", table)));
        return joined(file, box("moov", box("trak", media)), inFragments ? box("moof", new byte[0]) : new byte[0]);
    }

    @Test
    void aFileNotBuiltOfBoxesIsCorrupt() throws IOException {
        refused(joined(box("ftyp", text("isom")), text("abc")), ErrorCode.FILE_CORRUPT);
        refused(
                joined(
                        box("ftyp", text("isom")),
                        ByteBuffer.allocate(8).putInt(7).put(text("mdat")).array()),
                ErrorCode.FILE_CORRUPT);
        refused(
                joined(
                        box("ftyp", text("isom")),
                        ByteBuffer.allocate(8).putInt(100).put(text("mdat")).array()),
                ErrorCode.FILE_CORRUPT);
        refused(
                joined(
                        box("ftyp", text("isom")),
                        box(
                                "moov",
                                ByteBuffer.allocate(8)
                                        .putInt(9)
                                        .put(text("udta"))
                                        .array())),
                ErrorCode.FILE_CORRUPT);
        refused(
                joined(
                        box("ftyp", text("isom")),
                        ByteBuffer.allocate(16)
                                .putInt(1)
                                .put(text("mdat"))
                                .putLong(-1)
                                .array()),
                ErrorCode.FILE_CORRUPT);
        refused(
                joined(
                        box("ftyp", text("isom")),
                        box(
                                "moov",
                                ByteBuffer.allocate(8)
                                        .putInt(0)
                                        .put(text("trak"))
                                        .array())),
                ErrorCode.FILE_CORRUPT);
    }

    @Test
    void moreBoxesThanAnyVideoHasAreRefused() throws IOException {
        ByteBuffer many = ByteBuffer.allocate(8 * 100_001);
        while (many.hasRemaining()) {
            many.putInt(8).put(text("mdat"));
        }
        refused(many.array(), ErrorCode.FILE_CORRUPT);
    }

    /**
     * Bytes changed, cut and repeated at random: cleaned or refused, never anything else, and never longer or shorter.
     */
    @Test
    void whateverTheBytesAreAVideoIsCleanedOrRefused() throws IOException {
        Random random = new Random(7);
        byte[] good = video("vide");
        byte[] subtitled = subtitled("text", 2, 4, false);
        int cleaned = 0;
        for (int i = 0; i < 5_000; i++) {
            byte[] video = (i % 2 == 0 ? good : subtitled).clone();
            for (int change = random.nextInt(1, 6); change > 0; change--) {
                video[random.nextInt(video.length)] =
                        (byte) (random.nextBoolean() ? random.nextInt(256) : random.nextInt(3));
            }
            if (random.nextInt(4) == 0) {
                video = java.util.Arrays.copyOf(video, random.nextInt(1, video.length + 20));
            }
            try {
                assertThat(cleaned(video)).hasSameSizeAs(video);
                cleaned++;
            } catch (ApiException e) {
                assertThat(e.code()).isIn(ErrorCode.FILE_CORRUPT, ErrorCode.UNSUPPORTED_MEDIA_TYPE);
            }
        }
        assertThat(cleaned).isBetween(500, 4_500);
    }

    private void refused(byte[] video, ErrorCode code) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> cleaned(video))
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    private byte[] cleaned(byte[] video) throws IOException {
        Path file = Files.write(folder.resolve("video.mp4"), video);
        VideoCleaner.clean(file);
        return Files.readAllBytes(file);
    }

    /** As phones make it: the place in the movie's and the track's user data, and in boxes of their makers. */
    private static byte[] video(String handler) {
        byte[] userData = box("udta", box("\u00a9xyz", joined(new byte[] {0, 18, 21, (byte) 0xC7}, text(PLACE))));
        byte[] media = box(
                "mdia",
                joined(
                        box("mdhd", new byte[24]),
                        box("hdlr", joined(new byte[8], text(handler), new byte[13])),
                        box(
                                "minf",
                                joined(
                                        box("vmhd", new byte[12]),
                                        box(
                                                "stbl",
                                                joined(box("stco", text("and others")), box("udta", text(PLACE))))))));
        byte[] track = box("trak", joined(box("tkhd", new byte[84]), media, box("meta", text(PLACE)), userData));
        byte[] movie = box("moov", joined(box("mvhd", new byte[100]), track, userData, box("meta", text(PLACE))));
        return joined(
                box("ftyp", text("mp42")),
                movie,
                box("free", text(PLACE)),
                box("mdat", text("the frames")),
                box("uuid", text("0123456789abcdef" + PLACE)));
    }

    private static byte[] box(String type, byte[] content) {
        return ByteBuffer.allocate(8 + content.length)
                .putInt(8 + content.length)
                .put(text(type))
                .put(content)
                .array();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
