package io.livemarket.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.embedded.OnEmbeddedParts;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.file.scan.FakeClamd;
import io.livemarket.file.testing.Pictures;
import io.livemarket.testkit.running.RestClient.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bad uploads and a store that is away: a documented answer, nothing left behind, and the next one works. */
@OnEmbeddedParts("kills and freezes the S3 server")
class UploadFaultsIT {

    private static final Duration A_WHILE = Duration.ofSeconds(60);
    private static final byte[] PNG = Pictures.png(30, 20);
    private static FakeClamd clamd;
    private static RunningFileService service;

    private final FileCalls ana = service.somebody();

    @BeforeAll
    static void start() {
        clamd = new FakeClamd();
        service = RunningFileService.onEmbeddedS3(
                "--livemarket.files.limits.stall=3s",
                "--livemarket.files.limits.file-size=4MB",
                "--livemarket.files.limits.image-size=2MB",
                "--livemarket.web.max-body=5MB",
                "--livemarket.files.limits.files-per-user=30",
                "--livemarket.files.limits.uploads-per-user=3",
                "--livemarket.files.limits.slowest=1B", // Some of these uploads are to stay open.
                "--livemarket.files.clamd.address=" + clamd.address(),
                "--livemarket.files.clamd.timeout=5s",
                "--livemarket.s3.timeout=5s",
                "--livemarket.s3.connect-timeout=2s");
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
        clamd.close();
    }

    @AfterEach
    void nothingIsLeftBehindAndTheNextOneWorks() {
        await("temporary files")
                .atMost(A_WHILE)
                .until(() -> service.temporaryFiles().isEmpty());
        FileCalls.id(service.somebody().upload("a.png", PNG));
    }

    @Test
    void refusedUploadsAreAnsweredWithTheirReason() {
        ana.tryUpload("a.png", new byte[0]).expectProblem(ErrorCode.FILE_EMPTY);
        ana.tryUpload("a.png", Pictures.ascii("MZ\u0090\0 a program")).expectProblem(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        ana.tryUpload("a.svg", Pictures.ascii("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"))
                .expectProblem(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        // They may hold a place, and nothing here could take it out.
        ana.tryUpload("a.jpg", Pictures.ascii("RIFF\44\0\0\0WEBPVP8X\12\0\0\0\10\0\0\0" + "EXIF".repeat(10)))
                .expectProblem(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        ana.tryUpload("a.jpg", Pictures.ascii("\0\0\0\30ftypheic\0\0\0\0mif1heic" + "meta".repeat(10)))
                .expectProblem(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        ana.tryUpload("a.png", Pictures.pngThatClaims(50_000, 50_000)).expectProblem(ErrorCode.IMAGE_TOO_LARGE);
        ana.tryUpload("a.png", Arrays.copyOf(PNG, PNG.length - 5)).expectProblem(ErrorCode.FILE_CORRUPT);
        ana.tryUpload("a.gif", Pictures.ascii("GIF89a/*" + "x".repeat(300) + "*/=alert(1)"))
                .expectProblem(ErrorCode.FILE_CORRUPT);
        ana.tryUpload("a.txt", Pictures.ascii("HARMFUL")).expectProblem(ErrorCode.FILE_INFECTED);
        assertThat(ana.upload("a.txt", Pictures.ascii("harmless")).path("scan").asString())
                .isEqualTo("clean");
    }

    /** An archive that unpacks to no end is never unpacked: by its content it is no picture. */
    @Test
    void anArchiveNamedAsAPictureIsADownload() {
        byte[] zip = Pictures.joined(Pictures.ascii("PK\3\4\24\0\0\0\10\0"), new byte[200]);
        Answer answer = ana.tryUpload("a.png", zip);
        assertThat(answer.expect(201).path("contentType").asString()).isEqualTo("application/zip");
        assertThat(answer.body().has("thumbnailUrl")).isFalse();
        assertThat(service.stranger().get(answer.body().path("url").asString()).header("Content-Disposition"))
                .startsWith("attachment;");
    }

    @Test
    void tooMuchIsRefusedHoweverItComes() {
        byte[] large = new byte[4 * 1024 * 1024 + 1];
        Arrays.fill(large, (byte) 'a');
        ana.tryUpload("a.txt", large).expectProblem(ErrorCode.PAYLOAD_TOO_LARGE);
        ana.uploadChunked("a.txt", () -> new java.io.ByteArrayInputStream(large))
                .expectProblem(ErrorCode.PAYLOAD_TOO_LARGE);
        assertThat(answerTo("Content-Length: 10737418240\r\n", new byte[0])).startsWith("HTTP/1.1 413");
        byte[] picture = Pictures.joined(PNG, new byte[2 * 1024 * 1024]);
        ana.tryUpload("a.png", picture).expectProblem(ErrorCode.PAYLOAD_TOO_LARGE);
    }

    @Test
    void aMalformedFormIsAnsweredAsSuch() {
        byte[] form = FileCalls.form("a.png", PNG);
        ana.post(new byte[0]).expectProblem(ErrorCode.INVALID_MULTIPART);
        ana.post("no form at all".getBytes(StandardCharsets.US_ASCII)).expectProblem(ErrorCode.INVALID_MULTIPART);
        ana.post(Arrays.copyOf(form, form.length - 30)).expectProblem(ErrorCode.INVALID_MULTIPART);
        ana.post(FileCalls.joined(FileCalls.head("other", "a.png"), PNG, FileCalls.end()))
                .expectProblem(ErrorCode.INVALID_MULTIPART);
        ana.post(FileCalls.joined(
                        FileCalls.head("file", "a.png"),
                        PNG,
                        "\r\n".getBytes(),
                        FileCalls.head("file", "b.png"),
                        PNG,
                        FileCalls.end()))
                .expectProblem(ErrorCode.INVALID_MULTIPART);
        ana.post(FileCalls.joined(FileCalls.head("x".repeat(8_000), "a.png"), PNG, FileCalls.end()))
                .expectProblem(ErrorCode.INVALID_MULTIPART);
        ana.rest().post("/files", "{}").expectProblem(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        service.stranger().post("/files", "{}").expectProblem(ErrorCode.TOKEN_MISSING);
    }

    @Test
    void anUploadThatStallsIsGivenUp() {
        byte[] head = FileCalls.joined(FileCalls.head("file", "a.png"), Arrays.copyOf(PNG, 10));
        assertThat(answerTo("Content-Length: 100000\r\n", head))
                .startsWith("HTTP/1.1 408")
                .contains("upload_stalled");
        byte[] much = FileCalls.joined(FileCalls.head("file", "a.txt"), Pictures.ascii("a".repeat(300_000)));
        assertThat(answerTo("Content-Length: 1000000\r\n", much))
                .as("when it is known and half written")
                .startsWith("HTTP/1.1 408")
                .contains("upload_stalled");
    }

    @Test
    void aFullDiskIsAnsweredAsInsufficientStorage() throws IOException {
        service.withoutUploadFolder(() -> ana.tryUpload("a.png", PNG).expectProblem(ErrorCode.INSUFFICIENT_STORAGE));
    }

    @Test
    void oneUsersUploadsAreLimited() throws Exception {
        List<Socket> open = new ArrayList<>();
        FileCalls eva = service.somebody();
        try {
            for (int i = 0; i < 3; i++) {
                open.add(trickling(begin(eva, "Content-Length: 100000\r\n", FileCalls.head("file", "a.png"))));
            }
            await().atMost(A_WHILE).until(() -> service.temporaryFiles().size() >= 6);
            eva.tryUpload("a.png", PNG).expectProblem(ErrorCode.TOO_MANY_UPLOADS);
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
        for (int i = 0; i < 30; i++) {
            ana.upload("a.txt", Pictures.ascii("number " + i));
        }
        ana.tryUpload("a.txt", Pictures.ascii("number 31")).expectProblem(ErrorCode.FILE_QUOTA_EXCEEDED);
    }

    @Test
    void aDeadStoreIsAnsweredAsUnavailableAndHeals() throws Exception {
        UUID file = FileCalls.id(ana.upload("a.png", PNG));
        UUID doomed = FileCalls.id(ana.upload("b.png", PNG));
        service.s3().kill();
        try {
            ana.tryUpload("c.png", PNG).expectProblem(ErrorCode.UNAVAILABLE);
            ana.rest().get("/files/" + file + "/content").expectProblem(ErrorCode.UNAVAILABLE);
            ana.rest().get("/files/" + file).expect(200);
            assertThat(ana.rest().delete("/files/" + doomed).status())
                    .as("gone for readers at once")
                    .isEqualTo(204);
            assertThat(service.temporaryFiles()).isEmpty();
        } finally {
            service.s3().restart();
        }
        await().atMost(A_WHILE).until(() -> ana.tryUpload("c.png", PNG).status() == 201);
        assertThat(ana.rest().get("/files/" + file + "/content").status()).isEqualTo(200);
        await("its bytes are removed after all").atMost(A_WHILE).until(() -> service.objectsOf(doomed) == 0);
    }

    /** Metadata asks the store for nothing, so it must not notice. */
    @Test
    void aHangingStoreSlowsNoOtherRequestDown() throws Exception {
        UUID file = FileCalls.id(ana.upload("a.png", PNG));
        for (int i = 0; i < 200; i++) {
            ana.rest().get("/files/" + file).expect(200);
        }
        long usual = medianOfReads(file);
        service.s3().pause();
        List<Future<Answer>> uploads = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 3; i++) {
                Callable<Answer> upload = () -> service.somebody().tryUpload("a.png", PNG);
                uploads.add(threads.submit(upload));
            }
            long meanwhile = medianOfReads(file);
            System.out.printf(
                    "GET /files/:id, median: %d µs, with the store frozen %d µs%n", usual / 1000, meanwhile / 1000);
            assertThat(meanwhile).isLessThan(2 * usual + 2_000_000);
            for (Future<Answer> upload : uploads) {
                upload.get().expectProblem(ErrorCode.UNAVAILABLE);
            }
        } finally {
            service.s3().resume();
        }
        await().atMost(A_WHILE).until(() -> ana.tryUpload("c.png", PNG).status() == 201);
    }

    private long medianOfReads(UUID file) {
        long[] nanos = new long[101];
        for (int i = 0; i < nanos.length; i++) {
            long start = System.nanoTime();
            ana.rest().get("/files/" + file).expect(200);
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return nanos[nanos.length / 2];
    }

    /** The answer to an upload of which only these bytes arrive. */
    private String answerTo(String headers, byte[] body) {
        try (Socket socket = begin(ana, headers, body)) {
            socket.setSoTimeout(60_000);
            InputStream in = socket.getInputStream();
            StringBuilder answer = new StringBuilder();
            byte[] buffer = new byte[4096];
            while (answer.indexOf("\"code\"") < 0) {
                int count = in.read(buffer);
                if (count < 0) {
                    break;
                }
                answer.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
            }
            return answer.toString();
        } catch (IOException e) {
            throw new IllegalStateException("No answer", e);
        }
    }

    /** Sends a byte now and then, so that the upload is slow but does not stall, until the socket is closed. */
    private static Socket trickling(Socket upload) {
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    upload.getOutputStream().write('x');
                    LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                }
            } catch (IOException e) {
                return; // Closed by the test, or refused by the server.
            }
        });
        return upload;
    }

    private static Socket begin(FileCalls who, String headers, byte[] body) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), service.address().getPort());
        socket.getOutputStream()
                .write(("POST /files HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + who.token()
                                + "\r\nContent-Type: multipart/form-data; boundary=" + FileCalls.BOUNDARY + "\r\n"
                                + headers + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(body);
        return socket;
    }
}
