package io.livemarket.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Topics;
import io.livemarket.file.storage.ObjectStore;
import io.livemarket.file.testing.Pictures;
import io.livemarket.kit.projection.AppliedOffsets;
import io.livemarket.testkit.running.RestClient.Answer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Uploaded pictures that profiles show. */
class AvatarsIT {

    private static RunningFileService service;

    private final FileCalls ana = service.somebody();
    private final FileCalls eva = service.somebody();

    @BeforeAll
    static void start() {
        service = new RunningFileService();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aProfilePictureIsPublicAndSquare() throws IOException {
        UUID file = picture(ana);
        service.stranger().get(avatar(file)).expectProblem(ErrorCode.FILE_NOT_FOUND);
        service.profile(ana, 2, avatar(file));
        Answer answer = service.stranger().get(avatar(file));
        assertThat(answer.status()).isEqualTo(200);
        BufferedImage square =
                ImageIO.read(new ByteArrayInputStream(answer.response().body()));
        assertThat(square.getWidth()).isEqualTo(square.getHeight()).isEqualTo(240);
        assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=3600");
        assertThat(answer.header("Content-Disposition"))
                .as("not the name of the upload")
                .doesNotContain("ana");
        assertThat(service.stranger()
                        .get(avatar(file), "If-None-Match", answer.header("ETag"))
                        .status())
                .isEqualTo(304);
        eva.rest().get("/files/" + file).expectProblem(ErrorCode.FILE_NOT_FOUND);
        service.stranger().get("/files/" + file + "/content").expectProblem(ErrorCode.TOKEN_MISSING);
    }

    @Test
    void thePictureGoesWhenTheProfileShowsAnotherOrNone() {
        UUID first = picture(ana);
        UUID second = picture(ana);
        service.profile(ana, 2, avatar(first));
        await().until(() -> service.eventsOf(first).size() == 2);
        ana.rest().delete("/files/" + first).expectProblem(ErrorCode.FILE_IN_USE);
        service.profile(ana, 3, avatar(second));
        service.profile(ana, 4, avatar(second)); // Another field of the profile.
        assertThat(service.stranger().get(avatar(second)).status()).isEqualTo(200);
        await("the former one is gone").until(() -> service.objectsOf(first) == 0);
        service.stranger().get(avatar(first)).expectProblem(ErrorCode.FILE_NOT_FOUND);
        service.profile(ana, 5, "https://example.org/a.png");
        await("this one as well").until(() -> service.objectsOf(second) == 0);
        service.stranger().get(avatar(second)).expectProblem(ErrorCode.FILE_NOT_FOUND);
    }

    @Test
    void thePictureGoesWithTheAccount() {
        FileCalls owner = service.somebody();
        UUID file = picture(owner);
        service.profile(owner, 2, avatar(file));
        assertThat(service.stranger().get(avatar(file)).status()).isEqualTo(200);
        service.deleted(owner, 3);
        await("the picture is gone").until(() -> service.objectsOf(file) == 0);
        service.stranger().get(avatar(file)).expectProblem(ErrorCode.FILE_NOT_FOUND);
    }

    /**
     * During a rolling upgrade an instance of the first version read the deletion, which that version does not know.
     */
    @Test
    void picturesSkippedByTheFirstVersionAreDeletedToo() {
        FileCalls owner = service.somebody();
        UUID file = picture(owner);
        service.profile(owner, 2, avatar(file));
        assertThat(service.stranger().get(avatar(file)).status()).isEqualTo(200);
        service.avatars().stop();
        try {
            service.deleted(owner, 3);
            service.database()
                    .getCollection(AppliedOffsets.COLLECTION)
                    .bulkWrite(IntStream.range(0, 12)
                            .mapToObj(partition -> new ReplaceOneModel<>(
                                    Filters.eq(
                                            "_id",
                                            "file-service.avatars.v1:" + Topics.USERS_EVENTS.name() + "-" + partition),
                                    new Document("next", Long.MAX_VALUE),
                                    new ReplaceOptions().upsert(true)))
                            .toList());
        } finally {
            service.avatars().start();
        }
        await("the picture is gone").until(() -> service.objectsOf(file) == 0);
        service.stranger().get(avatar(file)).expectProblem(ErrorCode.FILE_NOT_FOUND);
    }

    /** The profile's event is written, and its reader has not come to it. */
    @Test
    void aPictureOfANewProfileIsNotDeleted() {
        UUID file = picture(ana);
        service.avatars().stop();
        try {
            service.profile(ana, 2, avatar(file));
            ana.rest().delete("/files/" + file).expectProblem(ErrorCode.UNAVAILABLE);
        } finally {
            service.avatars().start();
        }
        await().until(() -> service.stranger().isHealthy());
        ana.rest().delete("/files/" + file).expectProblem(ErrorCode.FILE_IN_USE);
        assertThat(service.stranger().get(avatar(file)).status()).isEqualTo(200);
    }

    @Test
    void aForeignPictureIsShownByNoProfile() {
        UUID file = picture(ana);
        service.profile(eva, 2, avatar(file));
        service.stranger().get(avatar(file)).expectProblem(ErrorCode.FILE_NOT_FOUND);
        service.profile(eva, 3, null);
        UUID own = picture(eva);
        service.profile(eva, 4, avatar(own));
        assertThat(service.stranger().get(avatar(own)).status()).isEqualTo(200);
        ana.rest().get("/files/" + file).expect(200);
    }

    @Test
    void aCachedPictureWithoutAProfileIsNotFound() {
        FileCalls owner = service.somebody();
        UUID file = picture(owner);
        service.profile(owner, 2, avatar(file));
        Answer first = service.stranger().get(avatar(file));
        assertThat(first.status()).isEqualTo(200);
        service.bean(ObjectStore.class).remove(file);
        Answer second = service.stranger().get(avatar(file));
        assertThat(second.status()).as("without the store").isEqualTo(200);
        assertThat(second.response().body()).isEqualTo(first.response().body());
        service.profile(owner, 3, null);
        await().until(() -> service.stranger().get(avatar(file)).status() == 404);
        service.stranger().get(avatar(file)).expectProblem(ErrorCode.FILE_NOT_FOUND);
    }

    /** Two requests in a row are as long apart as the questions to the broker. */
    @Test
    void requestsForUnknownPicturesShareQuestionsToTheBroker() {
        service.stranger().get(avatar(UUID.randomUUID())).expectProblem(ErrorCode.FILE_NOT_FOUND);
        long start = System.nanoTime();
        for (int i = 0; i < 5; i++) {
            service.stranger().get(avatar(UUID.randomUUID())).expectProblem(ErrorCode.FILE_NOT_FOUND);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
    }

    private static UUID picture(FileCalls owner) {
        return FileCalls.id(owner.upload("ana.png", Pictures.png(400, 300)));
    }

    private static String avatar(UUID file) {
        return "/files/" + file + "/avatar";
    }
}
