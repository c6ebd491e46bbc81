package io.livemarket.file.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.file.testing.Pictures;
import io.livemarket.kit.web.ApiException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImagesTest {

    private static final byte[] TAIL = Pictures.ascii("PK\3\4 another file behind the end <script>");

    private final Images images = new Images(1_000_000, 1, 3L << 20);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"image/jpeg", "image/png", "image/gif"})
    void aPlainPictureStaysAsItIsToThePixel(String type) throws IOException {
        byte[] original = plain(type);
        assertThat(samePixels(clean(type, original), original)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/jpeg", "image/png", "image/gif"})
    void bytesAfterTheEndAreRemoved(String type) throws IOException {
        byte[] original = plain(type);
        assertThat(clean(type, Pictures.joined(original, TAIL))).isEqualTo(clean(type, original));
    }

    @Test
    void aPlaceIsInNoPartOfIt() throws IOException {
        assertThat(text(clean("image/jpeg", Pictures.jpegOfAPhone(60, 40, 1))))
                .doesNotContain("GPS")
                .doesNotContain("Exif");
        assertThat(text(clean("image/png", Pictures.pngWithPlace(60, 40))))
                .doesNotContain("GPS")
                .doesNotContain("eXIf");
        byte[] gif = Pictures.gif(60, 40);
        byte[] comment = Pictures.joined(
                Arrays.copyOf(gif, gif.length - 1), new byte[] {0x21, (byte) 0xFE, 3, 'G', 'P', 'S', 0, 0x3B});
        assertThat(text(clean("image/gif", comment))).doesNotContain("GPS");
    }

    /** The thumbnail of a JFIF block may show the picture as it was before it was cropped. */
    @Test
    void aSmallPictureWithinAPictureIsLeftBehind() throws IOException {
        byte[] plain = Pictures.jpeg(60, 40);
        assertThat(plain[3] & 0xFF).as("a block of JFIF").isEqualTo(0xE0);
        byte[] preview = Pictures.ascii("what was cut away from it..");
        byte[] head = Arrays.copyOf(plain, 20);
        head[5] = (byte) (16 + preview.length);
        head[18] = 3;
        head[19] = 3;
        byte[] cleaned =
                clean("image/jpeg", Pictures.joined(head, preview, Arrays.copyOfRange(plain, 20, plain.length)));
        assertThat(cleaned).isEqualTo(clean("image/jpeg", plain));
        assertThat(text(cleaned)).doesNotContain("cut away");
    }

    @ParameterizedTest
    @CsvSource({"1, 400, 200, RED, LEFT", "3, 400, 200, BLUE, LEFT", "6, 200, 400, RED, TOP", "8, 200, 400, BLUE, TOP"})
    void whichWayIsUpIsKeptAndThumbnailsAreUpright(int orientation, int width, int height, String colour, String side)
            throws IOException {
        Path from = Files.write(folder.resolve("in"), Pictures.jpegOfAPhone(400, 200, orientation));
        Images.Cleaned cleaned = images.clean("image/jpeg", from, folder.resolve("out"));
        assertThat(cleaned.facts().width()).isEqualTo(width);
        assertThat(cleaned.facts().height()).isEqualTo(height);
        BufferedImage small =
                ImageIO.read(new ByteArrayInputStream(cleaned.thumbnail().orElseThrow()));
        assertThat(Math.max(small.getWidth(), small.getHeight())).isEqualTo(320);
        int rgb =
                side.equals("LEFT") ? small.getRGB(10, small.getHeight() / 2) : small.getRGB(small.getWidth() / 2, 10);
        boolean red = (rgb >> 16 & 0xFF) > (rgb & 0xFF);
        assertThat(red).isEqualTo(colour.equals("RED"));
    }

    /** Of 50 million pixels a decoder holds 300 MB outside of the heap. */
    @Test
    void aLargeProgressivePictureHasNoThumbnail() throws IOException {
        assertThat(cleaned(Pictures.progressiveJpeg(600, 800)).thumbnail())
                .as("2.9 MB")
                .isPresent();
        Images.Cleaned large = cleaned(Pictures.progressiveJpeg(900, 1_000));
        assertThat(large.thumbnail()).as("5.4 MB of 3").isEmpty();
        assertThat(large.facts().width()).isEqualTo(900);
        assertThat(cleaned(Pictures.jpeg(900, 1_000)).thumbnail())
                .as("read row by row")
                .isPresent();
    }

    private Images.Cleaned cleaned(byte[] picture) throws IOException {
        return images.clean("image/jpeg", Files.write(folder.resolve("in"), picture), folder.resolve("out"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/jpeg", "image/png", "image/gif"})
    void aPictureThatIsCutOffAnywhereIsRefused(String type) {
        byte[] original = plain(type);
        for (int length = 0; length < original.length; length += Math.max(1, original.length / 97)) {
            byte[] cut = Arrays.copyOf(original, length);
            assertThatThrownBy(() -> clean(type, cut))
                    .as("%d of %d", length, original.length)
                    .isInstanceOfSatisfying(
                            ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_CORRUPT));
        }
    }

    /** It begins as a picture so that it passes for one, and runs as a script. */
    @Test
    void aPolyglotIsRefusedOrLeavesItsOtherSelfBehind() throws IOException {
        assertThatThrownBy(() -> clean("image/gif", Pictures.ascii("GIF89a/*" + " ".repeat(200) + "*/=alert(1);")))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_CORRUPT));
        byte[] jpeg = Pictures.jpeg(40, 20);
        byte[] html = Pictures.joined(
                Arrays.copyOf(jpeg, 2),
                Pictures.segment(0xFE, Pictures.ascii("<script>alert(1)")),
                Arrays.copyOfRange(jpeg, 2, jpeg.length),
                TAIL);
        assertThat(text(clean("image/jpeg", html))).doesNotContain("script").doesNotContain("PK");
    }

    @Test
    void aBombIsRefusedByItsHeader() {
        assertThatThrownBy(() -> clean("image/png", Pictures.pngThatClaims(50_000, 50_000)))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.IMAGE_TOO_LARGE));
    }

    @Test
    void aPictureBeyondItsOwnScreenIsRefused() {
        byte[] gif = Pictures.gif(40, 20);
        gif[6] = 10;
        assertThatThrownBy(() -> clean("image/gif", gif))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_CORRUPT));
    }

    @Test
    void aChunkWithAWrongSumIsRefused() {
        byte[] png = Pictures.png(40, 20);
        png[png.length - 20] ^= 1;
        assertThatThrownBy(() -> clean("image/png", png)).isInstanceOf(ApiException.class);
    }

    private byte[] clean(String type, byte[] original) throws IOException {
        Path from = Files.write(folder.resolve("in"), original);
        Path to = folder.resolve("out");
        images.clean(type, from, to);
        return Files.readAllBytes(to);
    }

    private static byte[] plain(String type) {
        return switch (type) {
            case "image/jpeg" -> Pictures.jpeg(60, 40);
            case "image/png" -> Pictures.png(60, 40);
            default -> Pictures.gif(60, 40);
        };
    }

    private static boolean samePixels(byte[] one, byte[] other) throws IOException {
        BufferedImage a = ImageIO.read(new ByteArrayInputStream(one));
        BufferedImage b = ImageIO.read(new ByteArrayInputStream(other));
        return Arrays.equals(
                a.getRGB(0, 0, a.getWidth(), a.getHeight(), null, 0, a.getWidth()),
                b.getRGB(0, 0, b.getWidth(), b.getHeight(), null, 0, b.getWidth()));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
