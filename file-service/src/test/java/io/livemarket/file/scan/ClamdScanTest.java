package io.livemarket.file.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.files.FileScan;
import io.livemarket.kit.web.ApiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClamdScanTest {

    @TempDir
    private Path folder;

    @Test
    void itsVerdictDecides() throws IOException {
        try (FakeClamd clamd = new FakeClamd()) {
            VirusScan scan = new ClamdScan(clamd.address(), Duration.ofSeconds(5));
            assertThat(scan.of(file("harmless".repeat(50_000)))).isEqualTo(FileScan.CLEAN);
            refused(scan, "x".repeat(200_000) + "HARMFUL", ErrorCode.FILE_INFECTED);
            refused(scan, "MUTE", ErrorCode.UNAVAILABLE);
        }
    }

    @Test
    void whatItCouldNotSeeIsNotTaken() throws IOException {
        String address;
        try (FakeClamd clamd = new FakeClamd()) {
            address = clamd.address();
        }
        refused(new ClamdScan(address, Duration.ofSeconds(1)), "a", ErrorCode.UNAVAILABLE);
    }

    @Test
    void withoutAScannerAFileIsUnscanned() throws IOException {
        assertThat(VirusScan.NONE.of(file("a"))).isEqualTo(FileScan.UNSCANNED);
    }

    private void refused(VirusScan scan, String content, ErrorCode code) {
        assertThatThrownBy(() -> scan.of(file(content)))
                .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("file"), content);
    }
}
