package io.livemarket.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.moderation.ModerationEvent.EvidenceViewed;
import io.livemarket.events.moderation.ModerationEvent.MessageFlagged;
import io.livemarket.events.moderation.ModerationEvent.ReportResolved;
import io.livemarket.events.moderation.ReportOutcome;
import io.livemarket.file.testing.Pictures;
import io.livemarket.testkit.running.RestClient.Answer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Files from upload to deletion, and who may read them meanwhile. */
class FilesIT {

    private static final byte[] PDF = "%PDF-1.7\n%âãÏÓ\n1 0 obj\n".getBytes(StandardCharsets.ISO_8859_1);
    private static RunningFileService service;

    private final FileCalls ana = service.somebody();
    private final FileCalls bea = service.somebody();
    private final FileCalls eva = service.somebody();

    @BeforeAll
    static void start() {
        service = new RunningFileService(
                "--livemarket.files.types=image/jpeg,image/png,image/gif,application/pdf,text/plain,text/html,image/svg+xml,"
                        + "application/x-tika-ooxml,video/mp4",
                "--livemarket.files.collect-every=500ms",
                "--livemarket.files.evidence.files-per-case=2");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aPhotoLosesTheLocationItWasTakenAt() throws IOException {
        Answer answer = ana.tryUpload("mesa de roble 📷.jpg", Pictures.jpegOfAPhone(1600, 1200, 6));
        JsonNode file = answer.expect(201);
        assertThat(answer.header("Location"))
                .isEqualTo("/files/" + file.path("id").asString());
        assertThat(file.path("name").asString()).isEqualTo("mesa de roble 📷.jpg");
        assertThat(file.path("contentType").asString()).isEqualTo("image/jpeg");
        assertThat(file.path("width").asInt()).as("as it is shown").isEqualTo(1200);
        assertThat(file.path("height").asInt()).isEqualTo(1600);
        assertThat(file.path("scan").asString()).isEqualTo("unscanned");

        Answer content = service.stranger().get(file.path("url").asString());
        assertThat(content.status()).isEqualTo(200);
        assertThat(content.header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(content.header("Content-Disposition")).startsWith("inline;");
        assertThat(content.response().body().length).isEqualTo(file.path("size").asInt());
        assertThat(new String(content.response().body(), StandardCharsets.ISO_8859_1))
                .doesNotContain(Pictures.PLACE);
        assertThat(ImageIO.read(new ByteArrayInputStream(content.response().body()))
                        .getWidth())
                .isEqualTo(1600);

        Answer thumbnail = service.stranger().get(file.path("thumbnailUrl").asString());
        var small = ImageIO.read(new ByteArrayInputStream(thumbnail.response().body()));
        assertThat(small.getWidth()).isEqualTo(240);
        assertThat(small.getHeight()).isEqualTo(320);
        assertThat(service.temporaryFiles()).isEmpty();
    }

    @Test
    void onlySenderAndParticipantsReadAFile() {
        UUID file = FileCalls.id(ana.upload("a.png", Pictures.png(10, 10)));
        UUID chat = service.chat(ana, bea);
        bea.rest().get("/files/" + file).expectProblem(ErrorCode.FILE_NOT_FOUND);
        UUID message = service.sent(chat, ana, file);
        JsonNode seen = bea.rest().get("/files/" + file).expect(200);
        assertThat(service.stranger().get(seen.path("url").asString()).status()).isEqualTo(200);
        assertThat(bea.rest().get("/files/" + file + "/content").status())
                .as("by token")
                .isEqualTo(200);
        for (String path : new String[] {"", "/content", "/thumbnail"}) {
            eva.rest().get("/files/" + file + path).expectProblem(ErrorCode.FILE_NOT_FOUND);
            service.stranger().get("/files/" + file + path).expectProblem(ErrorCode.TOKEN_MISSING);
        }
        eva.rest().delete("/files/" + file).expectProblem(ErrorCode.FILE_NOT_FOUND);
        bea.rest().delete("/files/" + file).expectProblem(ErrorCode.NOT_THE_OWNER);

        service.takenBack(chat, ana, message);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> bea.rest().get("/files/" + file).status() == 404);
        service.stranger().get(seen.path("url").asString()).expectProblem(ErrorCode.FILE_NOT_FOUND);
        await("collected").until(() -> ana.rest().get("/files/" + file).status() == 404);
        await("its bytes are gone").until(() -> service.objectsOf(file) == 0);
    }

    @Test
    void anotherUsersFileInAMessageGrantsNoAccess() {
        UUID file = FileCalls.id(ana.upload("a.pdf", PDF));
        service.sent(service.chat(eva, bea), eva, file);
        eva.rest().get("/files/" + file).expectProblem(ErrorCode.FILE_NOT_FOUND);
        bea.rest().get("/files/" + file).expectProblem(ErrorCode.FILE_NOT_FOUND);
    }

    @Test
    void itsOwnerDeletesItOnceAndForAll() {
        JsonNode file = ana.upload("a.pdf", PDF);
        String path = "/files/" + FileCalls.id(file);
        assertThat(ana.rest().delete(path).status()).isEqualTo(204);
        ana.rest().get(path).expectProblem(ErrorCode.FILE_NOT_FOUND);
        ana.rest().delete(path).expectProblem(ErrorCode.FILE_NOT_FOUND);
        service.stranger().get(file.path("url").asString()).expectProblem(ErrorCode.FILE_NOT_FOUND);
        await("its bytes are gone").until(() -> service.objectsOf(FileCalls.id(file)) == 0);
    }

    /**
     * A deletion that is asked for right behind a message comes behind it: each file is decided in the order of the
     * log.
     */
    @Test
    void aCarriedFileIsDeletedOnlyWithItsMessage() {
        UUID chat = service.chat(ana, bea);
        JsonNode file = ana.upload("a.png", Pictures.png(10, 10));
        String path = "/files/" + FileCalls.id(file);
        UUID message = service.sent(chat, ana, FileCalls.id(file));
        ana.rest().delete(path).expectProblem(ErrorCode.FILE_IN_USE);
        bea.rest().get(path).expect(200);
        bea.rest().delete(path).expectProblem(ErrorCode.NOT_THE_OWNER);
        eva.rest().delete(path).expectProblem(ErrorCode.FILE_NOT_FOUND);

        service.takenBack(chat, ana, message);
        await("gone with its message").until(() -> ana.rest().get(path).status() == 404);
        ana.rest().delete(path).expectProblem(ErrorCode.FILE_NOT_FOUND);
    }

    /** Of a report and a deletion right behind it the report has the file: its copy is made before the bytes go. */
    @Test
    void aDeletedReportedFileIsForModeratorsAlone() {
        UUID chat = service.chat(ana, bea);
        UUID file = FileCalls.id(ana.upload("a.png", Pictures.png(10, 10)));
        UUID message = service.sent(chat, ana, file);
        bea.rest().get("/files/" + file).expect(200);
        UUID report = service.reported(ana, 1, file);
        service.takenBack(chat, ana, message);
        await("the copy alone is left")
                .atMost(Duration.ofSeconds(60))
                .until(() -> ana.rest().get("/files/" + file).status() == 404 && service.objectsOf(file) == 1);
        bea.rest().get("/files/" + file).expectProblem(ErrorCode.FILE_NOT_FOUND);
        bea.rest().get("/files/" + file + "/content").expectProblem(ErrorCode.FILE_NOT_FOUND);

        String secret = "s".repeat(43);
        Instant soon = Instant.now().plusSeconds(600);
        service.publish(new EvidenceViewed(ana.user(), 2, report, file, eva.user(), hash(secret), soon, Instant.now()));
        String address = "/files/" + file + "/evidence?grant=";
        Answer shown = service.stranger().get(address + secret);
        assertThat(shown.status()).as("at once").isEqualTo(200);
        assertThat(shown.header("Content-Type")).isEqualTo("image/png");
        assertThat(shown.header("Content-Disposition")).startsWith("inline;");
        assertThat(shown.header("Content-Security-Policy")).contains("sandbox");
        assertThat(shown.header("Cache-Control")).contains("no-store");
        assertThat(service.stranger()
                        .get(address + secret, "Range", "bytes=1-3")
                        .response()
                        .body())
                .isEqualTo("PNG".getBytes(StandardCharsets.US_ASCII));
        for (String wrong : List.of("t".repeat(43), "s", "")) {
            service.stranger().get(address + wrong).expectProblem(ErrorCode.URL_INVALID);
        }
        ana.rest().get("/files/" + file + "/evidence").expectProblem(ErrorCode.URL_INVALID);
        service.stranger()
                .get("/files/" + Ids.next() + "/evidence?grant=" + secret)
                .expectProblem(ErrorCode.URL_INVALID);

        service.publish(new ReportResolved(
                ana.user(),
                3,
                report,
                bea.user(),
                eva.user(),
                ReportOutcome.UPHELD,
                null,
                Instant.now().minus(Duration.ofDays(181))));
        await("its time is over").atMost(Duration.ofSeconds(60)).until(() -> service.objectsOf(file) == 0);
        service.stranger().get(address + secret).expectProblem(ErrorCode.FILE_NOT_FOUND);
    }

    @Test
    void evidenceHasTheSendersFilesUpToTheLimit() {
        UUID foreign = FileCalls.id(ana.upload("a.png", Pictures.png(10, 10)));
        List<UUID> own = Stream.generate(() -> FileCalls.id(bea.upload("a.png", Pictures.png(10, 10))))
                .limit(3)
                .toList();
        long uploaded = service.objectsOf(own.get(2));
        service.reported(bea, 1, foreign, own.get(0), own.get(1), own.get(2));
        UUID flagged = Ids.next();
        service.publish(new MessageFlagged(
                bea.user(),
                2,
                Ids.next(),
                flagged,
                "call me",
                List.of("contact_details"),
                2,
                Instant.now(),
                List.of(new Attachment(own.get(2), "a.png", "image/png", null))));
        await("the flag, which comes last")
                .atMost(Duration.ofSeconds(60))
                .until(() -> service.objectsOf(own.get(2)) == uploaded + 1);
        assertThat(service.objectsOf(foreign)).as("another's file").isEqualTo(uploaded);
        assertThat(own.subList(0, 2)).allMatch(file -> service.objectsOf(file) == uploaded + 1);
    }

    @Test
    void anAddressOfEvidenceEnds() {
        UUID file = FileCalls.id(ana.upload("a.png", Pictures.png(10, 10)));
        UUID report = service.reported(ana, 1, file);
        service.publish(new EvidenceViewed(
                ana.user(),
                2,
                report,
                file,
                eva.user(),
                hash("u".repeat(43)),
                Instant.now().minusSeconds(2),
                Instant.now()));
        service.stranger()
                .get("/files/" + file + "/evidence?grant=" + "u".repeat(43))
                .expectProblem(ErrorCode.URL_EXPIRED);
    }

    /** A page that shows a chat asks once. */
    @Test
    void aBatchLeavesOutUnreadableFiles() {
        UUID chat = service.chat(ana, bea);
        List<UUID> sent = Stream.generate(() -> FileCalls.id(ana.upload("a.png", Pictures.png(10, 10))))
                .limit(3)
                .toList();
        UUID unsent = FileCalls.id(ana.upload("b.png", Pictures.png(10, 10)));
        UUID own = FileCalls.id(bea.upload("c.txt", "c".getBytes(StandardCharsets.US_ASCII)));
        UUID beas = FileCalls.id(bea.upload("d.png", Pictures.png(10, 10)));
        service.sent(chat, ana, beas); // Which is not hers to send.
        sent.forEach(file -> service.sent(chat, ana, file));
        List<UUID> asked = List.of(sent.get(2), unsent, own, Ids.next(), sent.get(0), sent.get(1), own);

        JsonNode seen = bea.rest().get(batch(asked)).expect(200);
        assertThat(idsOf(seen)).containsExactly(sent.get(2), own, sent.get(0), sent.get(1));
        assertThat(seen.path("items").get(0))
                .isEqualTo(bea.rest().get("/files/" + sent.get(2)).expect(200));
        assertThat(idsOf(ana.rest().get(batch(asked)).expect(200)))
                .containsExactly(sent.get(2), unsent, sent.get(0), sent.get(1));
        assertThat(idsOf(ana.rest().get(batch(List.of(beas))).expect(200))).isEmpty();
        assertThat(idsOf(eva.rest().get(batch(asked)).expect(200)))
                .as("a stranger")
                .isEmpty();
        service.stranger().get(batch(asked)).expectProblem(ErrorCode.TOKEN_MISSING);

        UUID gone = FileCalls.id(ana.upload("e.png", Pictures.png(10, 10)));
        ana.rest().delete("/files/" + gone);
        assertThat(idsOf(ana.rest().get(batch(List.of(gone, unsent))).expect(200)))
                .containsExactly(unsent);
    }

    @Test
    void upToAHundredFilesAreAskedForTogether() {
        List<UUID> most = Stream.generate(Ids::next).limit(100).toList();
        assertThat(idsOf(ana.rest().get(batch(most)).expect(200))).isEmpty();
        ana.rest().get(batch(most) + "," + Ids.next()).expectProblem(ErrorCode.INVALID_REQUEST);
        ana.rest().get("/files?ids=").expectProblem(ErrorCode.INVALID_REQUEST);
        ana.rest().get("/files").expectProblem(ErrorCode.INVALID_REQUEST);
        ana.rest().get("/files?ids=1-1-1-1-1").expectProblem(ErrorCode.INVALID_ID);
    }

    /** The second visit of a page loads nothing that the browser has, as long as the address is good. */
    @Test
    void signedContentIsCachedUntilItsAddressEnds() {
        JsonNode file = ana.upload("a.png", Pictures.png(400, 400));
        assertThat(ana.rest().get("/files/" + FileCalls.id(file)).expect(200))
                .as("the same addresses")
                .isEqualTo(file);
        long left = Duration.between(
                        Instant.now(), Instant.parse(file.path("urlExpiresAt").asString()))
                .toSeconds();
        for (String address : List.of("url", "thumbnailUrl")) {
            Answer answer = service.stranger().get(file.path(address).asString());
            assertThat(answer.header("Cache-Control")).matches("private, max-age=\\d+, immutable");
            assertThat(Long.parseLong(answer.header("Cache-Control").replaceAll("\\D", "")))
                    .isBetween(left - 120, left + 1);
        }
        String path = "/files/" + FileCalls.id(file) + "/content";
        assertThat(ana.rest().get(path).header("Cache-Control"))
                .as("one address for all who have a token")
                .isEqualTo("private, no-cache");
        Answer forged = service.stranger().get(file.path("url").asString().replaceAll("signature=.*", "signature=x"));
        Answer beyond = service.stranger().get(file.path("url").asString(), "Range", "bytes=9999999-");
        for (Answer refusal : List.of(forged, beyond)) {
            assertThat(String.valueOf(refusal.header("Cache-Control")))
                    .as("of a refusal")
                    .doesNotContain("immutable");
        }
    }

    private static String batch(List<UUID> ids) {
        return "/files?ids=" + ids.stream().map(UUID::toString).collect(Collectors.joining(","));
    }

    private static List<UUID> idsOf(JsonNode page) {
        return page.path("items").valueStream().map(FileCalls::id).toList();
    }

    @Test
    void aPartOfItCanBeRead() {
        byte[] text = "0123456789".repeat(100).getBytes(StandardCharsets.US_ASCII);
        String url = ana.upload("a.txt", text).path("url").asString();
        Answer part = service.stranger().get(url, "Range", "bytes=10-14");
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.header("Content-Range")).isEqualTo("bytes 10-14/1000");
        assertThat(new String(part.response().body(), StandardCharsets.US_ASCII))
                .isEqualTo("01234");
        assertThat(service.stranger().get(url, "Range", "bytes=-3").response().body())
                .isEqualTo("789".getBytes());
        assertThat(service.stranger().get(url, "Range", "bytes=995-").response().body())
                .isEqualTo("56789".getBytes());
        Answer beyond = service.stranger().get(url, "Range", "bytes=1000-");
        beyond.expectProblem(ErrorCode.RANGE_NOT_SATISFIABLE);
        assertThat(beyond.header("Content-Range")).isEqualTo("bytes */1000");
        Answer whole = service.stranger().get(url);
        assertThat(whole.response().body()).isEqualTo(text);
        assertThat(whole.header("Accept-Ranges")).isEqualTo("bytes");
        assertThat(service.stranger()
                        .get(url, "Range", "bytes=0-1", "If-Range", "\"other\"")
                        .status())
                .isEqualTo(200);
        assertThat(service.stranger()
                        .get(url, "If-None-Match", whole.header("ETag"))
                        .status())
                .isEqualTo(304);
        String etag = whole.header("ETag");
        for (String known : List.of("W/" + etag, "*", "\"other\", " + etag, "W/\"a,b\"," + etag)) {
            assertThat(service.stranger().get(url, "If-None-Match", known).status())
                    .as(known)
                    .isEqualTo(304);
        }
        for (String unknown : List.of("\"other\"", "W/\"other\", \"more\"", "x", etag.replace("\"", ""))) {
            assertThat(service.stranger().get(url, "If-None-Match", unknown).status())
                    .as(unknown)
                    .isEqualTo(200);
        }
        Answer head = service.stranger().call("HEAD", url, null);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo("1000");
    }

    @Test
    void aThumbnailThatIsKnownIsNotSentAgain() {
        String url =
                ana.upload("a.png", Pictures.png(400, 400)).path("thumbnailUrl").asString();
        Answer thumbnail = service.stranger().get(url);
        assertThat(service.stranger()
                        .get(url, "If-None-Match", "W/" + thumbnail.header("ETag"))
                        .status())
                .isEqualTo(304);
        assertThat(service.stranger()
                        .get(url, "If-None-Match", "\"other\"")
                        .response()
                        .body())
                .isEqualTo(thumbnail.response().body());
    }

    @Test
    void aNameIsKeptWithTheExtensionOfItsType() {
        JsonNode file = ana.upload("la %22mejor%22 bici, al 100 %; ¿sí.pdf", PDF);
        assertThat(file.path("name").asString()).isEqualTo("la 'mejor' bici, al 100 %; ¿sí.pdf");
        assertThat(service.stranger().get(file.path("url").asString()).header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"la 'mejor' bici, al 100 _; _s_.pdf\"; "
                        + "filename*=UTF-8''la%20%27mejor%27%20bici%2C%20al%20100%20%25%3B%20%C2%BFs%C3%AD.pdf");
        assertThat(ana.upload("comprobante.pdf.vbs", "MsgBox 1\n".getBytes())
                        .path("name")
                        .asString())
                .isEqualTo("comprobante.pdf.vbs.txt");
    }

    @Test
    void aDocumentOfOfficeHasTheTypeThatProgramsOpen() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : List.of("word/document.xml", "[Content_Types].xml")) {
                zip.putNextEntry(new ZipEntry(name));
            }
        }
        JsonNode file = ana.upload("informe.docx", bytes.toByteArray());
        assertThat(file.path("contentType").asString())
                .isEqualTo("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
        assertThat(service.stranger().get(file.path("url").asString()).header("Content-Type"))
                .isEqualTo(file.path("contentType").asString());
    }

    @Test
    void aVideoLosesThePlaceItWasTaken() {
        String place = "+40.4168-003.7038/";
        byte[] moov = box("moov", box("udta", place));
        String video = new String(box("ftyp", "mp42\0\0\0\0mp42isom"), StandardCharsets.ISO_8859_1)
                + new String(moov, StandardCharsets.ISO_8859_1)
                + new String(box("mdat", "the frames"), StandardCharsets.ISO_8859_1);
        JsonNode file = ana.upload("viaje.mp4", video.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(file.path("contentType").asString()).isEqualTo("video/mp4");
        String content = new String(
                service.stranger().get(file.path("url").asString()).response().body(), StandardCharsets.ISO_8859_1);
        assertThat(content).hasSameSizeAs(video).doesNotContain(place).endsWith("mdatthe frames");
    }

    private static byte[] box(String type, String content) {
        return box(type, content.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] box(String type, byte[] content) {
        return ByteBuffer.allocate(8 + content.length)
                .putInt(8 + content.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .array();
    }

    /** They run scripts where they are shown. */
    @Test
    void svgAndHtmlAreOnlyEverDownloads() {
        String script = "<script>alert(document.domain)</script>";
        for (String content : new String[] {
            "<!DOCTYPE html><html><body>" + script + "</body></html>",
            "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\">" + script + "</svg>"
        }) {
            JsonNode file = ana.upload("photo.jpg", content.getBytes(StandardCharsets.UTF_8));
            Answer answer = service.stranger().get(file.path("url").asString());
            assertThat(answer.header("Content-Type"))
                    .isEqualTo(file.path("contentType").asString())
                    .containsAnyOf("svg", "html");
            assertThat(answer.header("Content-Disposition")).startsWith("attachment;");
            assertThat(answer.response().headers().allValues("X-Content-Type-Options"))
                    .containsExactly("nosniff");
            assertThat(answer.header("Content-Security-Policy"))
                    .contains("default-src 'none'")
                    .contains("sandbox");
        }
    }

    @Test
    void anAddressThatWasTamperedWithOpensNothing() {
        UUID other = FileCalls.id(ana.upload("b.pdf", PDF));
        JsonNode file = ana.upload("a.pdf", PDF);
        String url = file.path("url").asString();
        for (String bad : new String[] {
            url.replace(FileCalls.id(file).toString(), other.toString()),
            url.replace(ana.user().toString(), bea.user().toString()),
            url.replaceAll("expires=\\d", "expires=9"),
            url.replaceAll("expires=\\d+", "expires=soon"),
            url.replaceAll("signature=.", "signature=%C3%B1"),
            url.replaceAll("signature=.*", "signature="),
            url.replaceAll("reader=[^&]*&", ""),
            url.replace("/content", "/thumbnail")
        }) {
            service.stranger().get(bad).expectProblem(ErrorCode.URL_INVALID);
        }
        assertThat(service.stranger().get(url).status()).isEqualTo(200);
    }

    private static String hash(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
