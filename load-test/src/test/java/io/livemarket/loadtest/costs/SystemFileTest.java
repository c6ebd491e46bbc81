package io.livemarket.loadtest.costs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.loadtest.SetUpException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemFileTest {

    @TempDir
    private Path data;

    @Test
    void aSystemThatIsReadyIsRead() throws IOException {
        write(true);
        SystemFile system = SystemFile.of(data);
        assertThat(system.url()).hasToString("http://127.0.0.1:8080");
        assertThat(system.kafka()).isEqualTo("127.0.0.1:9092");
        assertThat(system.part("chat-1")).isEqualTo(new SystemFile.Part("chat-1", 12, "127.0.0.1:7001"));
        assertThatThrownBy(() -> system.part("chat-2"))
                .isInstanceOf(SetUpException.class)
                .hasMessageContaining("chat-2");
    }

    @Test
    void aSystemThatIsStillStartingIsRefused() throws IOException {
        write(false);
        assertThatThrownBy(() -> SystemFile.of(data))
                .isInstanceOf(SetUpException.class)
                .hasMessageContaining("not ready");
    }

    @Test
    void aDirectoryOnWhichNothingRunsIsRefused() {
        assertThatThrownBy(() -> SystemFile.of(data))
                .isInstanceOf(SetUpException.class)
                .hasMessageContaining("no system runs");
    }

    /** As the launcher does, which writes more than is read here. */
    private void write(boolean up) throws IOException {
        Files.createDirectories(data.resolve("run"));
        Files.writeString(data.resolve("run/system.json"), """
                {"pid": 11, "since": "2026-11-29T10:00:00Z", "up": %s, "url": "http://127.0.0.1:8080", "kafka": "127.0.0.1:9092",
                 "parts": [{"name": "chat-1", "pid": 12, "address": "127.0.0.1:7001", "health": null}]}""".formatted(up));
    }
}
