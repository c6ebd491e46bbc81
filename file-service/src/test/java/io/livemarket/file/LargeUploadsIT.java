package io.livemarket.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Uploads that fill every buffer on their way. */
class LargeUploadsIT {

    private static final int SIZE = 10_000_000;
    private static RunningFileService service;

    @BeforeAll
    static void start() {
        service = new RunningFileService();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** A store without the bucket refuses before it has read the body: its answer is lost with the connection. */
    @Test
    void thoseThatAreTheFirstOfANewStoreAreTakenAndComeBackAsTheyWere() throws Exception {
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
    void whatWasTakenIsThereAfterTheStoreIsStartedAgainAndAfterItWasKilled() {
        String url = service.somebody().upload("large.txt", content(5)).path("url").asString();
        service.s3().restart();
        assertThat(service.stranger().get(url).response().body()).as("started again").isEqualTo(content(5));
        service.s3().kill();
        service.s3().restart();
        assertThat(service.stranger().get(url).response().body()).as("killed").isEqualTo(content(5));
    }

    private static byte[] content(int number) {
        byte[] content = new byte[SIZE];
        Arrays.fill(content, (byte) ('a' + number));
        return content;
    }
}
