package io.livemarket.chat.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.chat.domain.Attachments.Dimensions;
import io.livemarket.chat.domain.Attachments.SentFile;
import io.livemarket.events.files.FileEvent.FileUploaded;
import io.livemarket.events.files.FileScan;
import io.livemarket.events.files.ImageFacts;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UploadedFilesTest {

    private static final UUID ANA = UUID.randomUUID();

    private final UploadedFiles files = new UploadedFiles();

    @Test
    void aFileIsDescribedAsItWasUploaded() {
        UUID photo = add("Año nuevo 🎉.jpg", "image/jpeg", 5_000_000_000L, new ImageFacts(4_000, 3_000, false));
        UUID document = add("", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", 0, null);
        assertThat(files.get(photo))
                .contains(new SentFile(
                        ANA, "Año nuevo 🎉.jpg", "image/jpeg", 5_000_000_000L, new Dimensions(4_000, 3_000), false));
        assertThat(files.get(document))
                .contains(new SentFile(
                        ANA,
                        "",
                        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                        0,
                        null,
                        false));
        assertThat(files.get(UUID.randomUUID())).isEmpty();
    }

    @Test
    void aDeletedFileStaysKnownAsDeleted() {
        UUID photo = add("a.png", "image/png", 7, new ImageFacts(5, 5, true));
        files.delete(photo);
        files.delete(photo);
        files.delete(UUID.randomUUID());
        assertThat(files.get(photo)).contains(new SentFile(ANA, "a.png", "image/png", 7, new Dimensions(5, 5), true));
    }

    /** A rebuild reads all events again. */
    @Test
    void eventsThatAreReadAgainLeaveTheSame() {
        UUID photo = add("a.png", "image/png", 7, null);
        files.add(uploaded(photo, "a.png", "image/png", 7, null));
        assertThat(files.get(photo)).contains(new SentFile(ANA, "a.png", "image/png", 7, null, false));
    }

    private UUID add(String name, String type, long size, ImageFacts image) {
        UUID id = UUID.randomUUID();
        files.add(uploaded(id, name, type, size, image));
        return id;
    }

    private static FileUploaded uploaded(UUID id, String name, String type, long size, ImageFacts image) {
        return new FileUploaded(id, 1, ANA, name, type, size, "0", image, FileScan.values()[0], Instant.EPOCH);
    }
}
