package io.livemarket.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.loadtest.fake.FakeServer;
import io.livemarket.loadtest.fake.Faults;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Uploads to a fake server whose faults are known. */
class FilesIT {

    @Test
    void everyFileIsTakenReadAgainAndDeleted() {
        JsonNode report = files(Faults.NONE, LoadTest.HELD);
        assertThat(report.path("taken").asInt()).isEqualTo(6);
        assertThat(report.path("readBack").asInt()).isEqualTo(6);
        assertThat(report.path("failed").asInt()).isZero();
        assertThat(report.path("upload").path("count").asInt()).isEqualTo(6);
        assertThat(report.path("megabytesPerSecond").asDouble()).isPositive();
    }

    @Test
    void anUploadThatIsRefusedIsCountedByItsCode() {
        JsonNode report = files(
                new Faults() {
                    @Override
                    public String uploadRefusal(int n) {
                        return n == 5 ? "too_many_uploads" : null;
                    }
                },
                LoadTest.GUARANTEE_BROKEN);
        assertThat(report.path("failed").asInt()).isEqualTo(1);
        assertThat(report.path("taken").asInt()).isEqualTo(5);
        assertThat(report.path("problems").path("too_many_uploads").asInt()).isEqualTo(1);
    }

    @Test
    void aFileThatComesBackWithAnotherByteIsNoticed() {
        JsonNode report = files(
                new Faults() {
                    private int reads;

                    @Override
                    public byte[] readAs(byte[] stored) {
                        byte[] read = stored.clone();
                        read[read.length / 2] ^= (byte) (reads++ == 0 ? 1 : 0);
                        return read;
                    }
                },
                LoadTest.GUARANTEE_BROKEN);
        assertThat(report.path("altered").asInt()).isEqualTo(1);
        assertThat(report.path("readBack").asInt()).isEqualTo(5);
    }

    private static JsonNode files(Faults faults, int expected) {
        try (FakeServer server = new FakeServer(faults)) {
            LoadTestRunner.Ended ended = LoadTestRunner.run(
                    "files",
                    "--url",
                    server.url(),
                    "--uploads",
                    "3",
                    "--mb",
                    "1",
                    "--rounds",
                    "2",
                    "--warm-up-rounds",
                    "1");
            assertThat(ended.exitCode()).as(ended.progress()).isEqualTo(expected);
            assertThat(server.filesLeft()).isZero();
            return ended.report();
        }
    }
}
