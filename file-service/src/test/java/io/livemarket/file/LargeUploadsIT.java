package io.livemarket.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.livemarket.embedded.OnEmbeddedParts;
import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.file.storage.ObjectStore;
import io.livemarket.file.storage.ObjectStore.Variant;
import io.livemarket.file.storage.Sha256;
import io.livemarket.kit.web.ApiException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Uploads that fill every buffer on their way. */
@OnEmbeddedParts("kills the S3 server")
class LargeUploadsIT {

    private static final int SIZE = 10_000_000;
    private static RunningFileService service;

    @BeforeAll
    static void start() {
        service = RunningFileService.onEmbeddedS3();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** A store without the bucket refuses before it has read the body: its answer is lost with the connection. */
    @Test
    void theFirstUploadsOfANewStoreAreReturnedUnchanged() throws Exception {
        FileCalls ana = service.somebody();
        List<Future<JsonNode>> uploads = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                byte[] content = content(i);
                Callable<JsonNode> upload = () -> ana.upload("large.txt", content);
                uploads.add(threads.submit(upload));
            }
        }
        for (int i = 0; i < uploads.size(); i++) {
            String url = uploads.get(i).get().path("url").asString();
            assertThat(service.stranger().get(url).response().body()).isEqualTo(content(i));
        }
        assertThat(service.temporaryFiles()).isEmpty();
    }

    @Test
    void uploadsSurviveRestartAndKillOfTheStore() {
        String url =
                service.somebody().upload("large.txt", content(5)).path("url").asString();
        service.s3().restart();
        assertThat(service.stranger().get(url).response().body())
                .as("started again")
                .isEqualTo(content(5));
        service.s3().kill();
        service.s3().restart();
        assertThat(service.stranger().get(url).response().body()).as("killed").isEqualTo(content(5));
    }

    /** The body is not signed; its SHA-256 is, and the store is to hold the body against it. */
    @ParameterizedTest
    @ValueSource(ints = {1_000, SIZE})
    void uploadsThatAreAlteredInTransitAreNotKept(int size, @TempDir Path folder) throws IOException {
        service.somebody().upload("first.txt", content(6));
        ObjectStore store = service.bean(ObjectStore.class);
        byte[] content = Arrays.copyOf(content(7), size);
        byte[] sha256 = Sha256.of(content);
        content[size / 2]++;
        UUID id = Ids.next();
        Path altered = Files.write(folder.resolve("altered"), content);
        assertThatExceptionOfType(ApiException.class).isThrownBy(() -> store.put(id, altered, sha256));
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> store.read(id, Variant.CONTENT))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_NOT_FOUND));
        store.put(id, altered, Sha256.of(content));
        try (InputStream kept = store.read(id, Variant.CONTENT)) {
            assertThat(kept.readAllBytes()).isEqualTo(content);
        }
    }

    private static byte[] content(int number) {
        byte[] content = new byte[SIZE];
        Arrays.fill(content, (byte) ('a' + number));
        return content;
    }
}
