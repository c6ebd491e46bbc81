package io.livemarket.file.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.files.FileScan;
import io.livemarket.kit.web.ApiException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
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
    void anUnscannedFileIsNotTaken() throws IOException {
        String address;
        try (FakeClamd clamd = new FakeClamd()) {
            address = clamd.address();
        }
        refused(new ClamdScan(address, Duration.ofSeconds(1)), "a", ErrorCode.UNAVAILABLE);
    }

    /** Each upload that waited for a clamd that hangs held a place of all users', for ever where it takes no bytes. */
    @Test
    void withoutVerdictsUploadsAreRefusedBeforeReceipt() throws IOException {
        AtomicLong now = new AtomicLong();
        ServerSocket hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        ClamdScan scan = new ClamdScan("127.0.0.1:" + hanging.getLocalPort(), Duration.ofMillis(200), now::get);
        try (hanging) {
            scan.requireReady();
            refused(scan, "x".repeat(10_000_000), ErrorCode.UNAVAILABLE);
            assertThatThrownBy(scan::requireReady).isInstanceOf(ApiException.class);
            now.addAndGet(Duration.ofSeconds(6).toNanos());
            scan.requireReady();
            refused(scan, "a", ErrorCode.UNAVAILABLE);
            assertThatThrownBy(scan::requireReady).isInstanceOf(ApiException.class);
        }
    }

    @Test
    void withoutAScannerAFileIsUnscanned() throws IOException {
        assertThat(VirusScan.NONE.of(file("a"))).isEqualTo(FileScan.UNSCANNED);
    }

    private void refused(VirusScan scan, String content, ErrorCode code) {
        assertThatThrownBy(() -> scan.of(file(content)))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("file"), content);
    }
}
