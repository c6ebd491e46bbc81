package io.livemarket.file.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms as they come from the wire, in pieces of any size. */
class MultipartStreamTest {

    private static final String BOUNDARY = "--a-boundary-7";
    private static final String TYPE = "multipart/form-data; boundary=" + BOUNDARY;
    private static final int WINDOW = 128 * 1024;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 9, 1_000, 8_192, 1_000_000})
    void theContentIsAsSentForAllPieces(int piece) throws IOException {
        Random random = new Random(piece);
        byte[] noise = new byte[piece < 100 ? 3_000 : 300_000];
        random.nextBytes(noise);
        assertThat(received(form(noise), piece)).isEqualTo(noise);
        // Only the characters of a delimiter.
        byte[] alphabet = ("\r\n--" + BOUNDARY).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = alphabet[random.nextInt(5)];
        }
        assertThat(received(form(noise), piece)).isEqualTo(noise);
    }

    @Test
    void contentOfLengthsAroundTheWindowIsUnchanged() throws IOException {
        for (int length = WINDOW - 300; length < WINDOW + 100; length++) {
            byte[] content = new byte[length];
            Arrays.fill(content, (byte) '\r');
            assertThat(received(form(content), Integer.MAX_VALUE))
                    .hasSize(length)
                    .isEqualTo(content);
        }
    }

    /** All but the last byte of a delimiter, again and again, and right before the true one. */
    @Test
    void contentThatIsAlmostADelimiterIsContent() throws IOException {
        String almost = "\r\n--" + BOUNDARY.substring(0, BOUNDARY.length() - 1);
        for (String content :
                new String[] {"", "\r", "\r\n", "\r\n-", almost, almost.repeat(20_000), "\r" + almost + "\r\r\n"}) {
            byte[] bytes = content.getBytes(StandardCharsets.US_ASCII);
            assertThat(received(form(bytes), 11)).isEqualTo(bytes);
        }
    }

    @Test
    void aPreambleAnEpilogueAndPaddingAreNoContent() throws IOException {
        byte[] form = text("before\r\n--" + BOUNDARY
                + " \t\r\ncontent-DISPOSITION: form-data;\r\n name=\"file\"; filename=\"a.txt\"\r\n\r\n" + "hello\r\n--"
                + BOUNDARY + "--\r\nafter");
        assertThat(received(form, 5)).isEqualTo(text("hello"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "form-data; name=\"file\"; filename=\"a;b.txt\" | a;b.txt",
                "form-data; name=file; filename=\"precio último.pdf\" | precio último.pdf",
                "form-data; name=\"file\"; filename=\"la \\\"mejor\\\" bici.pdf\" | la \"mejor\" bici.pdf",
                "form-data; name=\"file\"; filename=\"a\\\";b.pdf\" | a\";b.pdf",
                "form-data; name=\"file\"; filename=\"la %22mejor%22 bici.pdf\" | la \"mejor\" bici.pdf",
                "form-data; name=\"file\"; filename=\"a%0D%0Ab.pdf\" | ab.pdf",
                "form-data; name=\"file\"; filename=\"100 %.pdf\" | 100 %.pdf",
                "form-data; name=\"file\"; filename=\"100%25.pdf\" | 100%25.pdf",
                "form-data; name=\"file\"; filename=\"C:\\Users\\bob\\a.pdf\" | C:\\Users\\bob\\a.pdf",
                "form-data; name=\"file\"; filename*=UTF-8''%C3%BA.pdf | ú.pdf"
            })
    void theNameIsRead(String disposition, String name) throws IOException {
        byte[] form =
                text("--" + BOUNDARY + "\r\nContent-Disposition: " + disposition + "\r\n\r\nx\r\n--" + BOUNDARY + "--");
        assertThat(MultipartBody.of(TYPE, new ByteArrayInputStream(form)).file().name())
                .isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=\"\"",
                "multipart/form-data; boundary=\"a\u00e9\"",
                "multipart/form-data; boundary=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void aBoundaryThatIsNoneIsRefused(String type) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> MultipartBody.of(type, InputStream.nullInputStream()))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_MULTIPART));
    }

    @Test
    void aTruncatedFormIsAlwaysRefused() throws IOException {
        byte[] form = form(text("some\r\ncontent"));
        // Without the line's end behind the last boundary it is whole: RFC 2046 has none there.
        int whole = form.length - 2;
        assertThat(received(Arrays.copyOf(form, whole), 3)).isEqualTo(text("some\r\ncontent"));
        for (int length = 0; length < whole; length++) {
            byte[] cut = Arrays.copyOf(form, length);
            assertThatExceptionOfType(IOException.class).as("%d bytes", length).isThrownBy(() -> {
                MultipartStream stream = new MultipartStream(new ByteArrayInputStream(cut), BOUNDARY);
                stream.nextPart();
                stream.headers();
                stream.content().readAllBytes();
                stream.nextPart();
            });
        }
    }

    private static byte[] received(byte[] form, int piece) throws IOException {
        InputStream body = new ByteArrayInputStream(form) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(length, piece));
            }
        };
        MultipartBody read = MultipartBody.of(TYPE, body);
        byte[] content = read.file().content().readAllBytes();
        read.requireEnd();
        return content;
    }

    private static byte[] form(byte[] content) {
        return join(
                text("--" + BOUNDARY + "\r\nContent-Type: text/plain\r\n"
                        + "Content-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n"),
                content,
                text("\r\n--" + BOUNDARY + "--\r\n"));
    }

    private static byte[] join(byte[]... parts) {
        var all = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
