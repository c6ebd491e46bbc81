package io.livemarket.file.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.files.DeletionReason;
import io.livemarket.events.files.FileCommand;
import io.livemarket.events.files.FileCommand.AttachFile;
import io.livemarket.events.files.FileCommand.DeleteFile;
import io.livemarket.events.files.FileCommand.DetachFile;
import io.livemarket.events.files.FileCommand.RecordUpload;
import io.livemarket.events.files.FileEvent;
import io.livemarket.events.files.FileEvent.FileAttached;
import io.livemarket.events.files.FileEvent.FileDeleted;
import io.livemarket.events.files.FileEvent.FileDetached;
import io.livemarket.events.files.FileEvent.FileUploaded;
import io.livemarket.events.files.FileScan;
import io.livemarket.file.domain.StoredFile.Carrying;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FileDeciderTest {

    private static final UUID FILE = id(1);
    private static final UUID ANA = id(2);
    private static final UUID EVA = id(3);
    private static final UUID CHAT = id(4);
    private static final UUID M1 = id(5);
    private static final UUID M2 = id(6);
    private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");
    private static final Duration DAY = Duration.ofHours(24);
    private static final RecordUpload UPLOAD =
            new RecordUpload(FILE, ANA, "a.pdf", "application/pdf", 10, "00", null, FileScan.CLEAN, NOW);
    private static final FileUploaded UPLOADED =
            new FileUploaded(FILE, 1, ANA, "a.pdf", "application/pdf", 10, "00", null, FileScan.CLEAN, NOW);

    @Test
    void anUploadIsRecordedOnce() {
        assertThat(when(UPLOAD)).isEqualTo(Decision.accept(UPLOADED));
        assertThat(when(UPLOAD, UPLOADED)).isEqualTo(Decision.unchanged());
        assertThat(when(UPLOAD, UPLOADED, deleted(2)))
                .as("what is gone stays gone")
                .isEqualTo(Decision.unchanged());
    }

    @Test
    void itsOwnersMessagesCarryItEachOnce() {
        assertThat(when(attach(ANA, M1), UPLOADED)).isEqualTo(Decision.accept(attached(2, M1)));
        assertThat(when(attach(ANA, M1), UPLOADED, attached(2, M1))).isEqualTo(Decision.unchanged());
        assertThat(when(attach(ANA, M2), UPLOADED, attached(2, M1))).isEqualTo(Decision.accept(attached(3, M2)));
    }

    @Test
    void onlyTheOwnersMessageCarriesAFile() {
        assertThat(when(attach(EVA, M1), UPLOADED)).isEqualTo(Decision.reject(ErrorCode.NOT_THE_OWNER));
        assertThat(when(attach(ANA, M1))).isEqualTo(Decision.reject(ErrorCode.FILE_NOT_FOUND));
        assertThat(when(attach(ANA, M1), UPLOADED, deleted(2))).isEqualTo(Decision.reject(ErrorCode.FILE_NOT_FOUND));
    }

    @Test
    void withTheLastMessageGoesTheFile() {
        assertThat(when(detach(M1), UPLOADED, attached(2, M1), attached(3, M2)))
                .isEqualTo(Decision.accept(new FileDetached(FILE, 4, CHAT, M1, NOW)));
        assertThat(when(detach(M1), UPLOADED, attached(2, M1)))
                .isEqualTo(Decision.accept(
                        new FileDetached(FILE, 3, CHAT, M1, NOW),
                        new FileDeleted(FILE, 4, ANA, DeletionReason.MESSAGES_DELETED, NOW)));
        assertThat(when(detach(M2), UPLOADED, attached(2, M1))).isEqualTo(Decision.unchanged());
        assertThat(when(detach(M1))).isEqualTo(Decision.unchanged());
    }

    @Test
    void aFileStaysWhileOneMessageCarriesIt() {
        Files files = new Files().apply(UPLOADED).apply(attached(2, M1));
        List<UUID> sent =
                IntStream.rangeClosed(1, 2_000).mapToObj(n -> new UUID(n, 0)).toList();
        for (UUID message : sent) {
            files.decided(attach(ANA, message));
            files.decided(detach(message));
        }
        assertThat(sent)
                .allSatisfy(message -> assertThat(files.decide(attach(ANA, message)))
                        .as("a repeat")
                        .isEqualTo(Decision.unchanged()));
        assertThat(((StoredFile.Available) files.file).messages()).isEqualTo(1);
    }

    @Test
    void onlyItsOwnerDeletesIt() {
        assertThat(when(delete(ANA), UPLOADED)).isEqualTo(Decision.accept(deleted(2)));
        assertThat(when(delete(ANA), UPLOADED, deleted(2))).isEqualTo(Decision.unchanged());
        assertThat(when(delete(EVA), UPLOADED)).isEqualTo(Decision.reject(ErrorCode.NOT_THE_OWNER));
        assertThat(when(delete(EVA), UPLOADED, deleted(2))).isEqualTo(Decision.reject(ErrorCode.FILE_NOT_FOUND));
        assertThat(when(delete(ANA))).isEqualTo(Decision.reject(ErrorCode.FILE_NOT_FOUND));
    }

    @Test
    void aCarriedFileIsNotDeletedOnItsOwn() {
        FileDetached takenBack = new FileDetached(FILE, 4, CHAT, M1, NOW);
        assertThat(when(delete(ANA), UPLOADED, attached(2, M1))).isEqualTo(Decision.reject(ErrorCode.FILE_IN_USE));
        assertThat(when(delete(EVA), UPLOADED, attached(2, M1))).isEqualTo(Decision.reject(ErrorCode.NOT_THE_OWNER));
        assertThat(when(delete(ANA), UPLOADED, attached(2, M1), attached(3, M2), takenBack))
                .as("while one message carries it")
                .isEqualTo(Decision.reject(ErrorCode.FILE_IN_USE));
    }

    /** As earlier versions decided, whose events are in the log. */
    @Test
    void aDeletedFileOfAMessageStaysDeleted() {
        assertThat(when(delete(ANA), UPLOADED, attached(2, M1), deleted(3))).isEqualTo(Decision.unchanged());
        assertThat(when(detach(M1), UPLOADED, attached(2, M1), deleted(3))).isEqualTo(Decision.unchanged());
    }

    @Test
    void onlyFilesUnsentForADayAreCollected() {
        assertThat(FileDecider.collect(after(UPLOADED), NOW.plus(DAY), DAY))
                .isEqualTo(
                        Decision.accept(new FileDeleted(FILE, 2, ANA, DeletionReason.NEVER_ATTACHED, NOW.plus(DAY))));
        assertThat(FileDecider.collect(after(UPLOADED), NOW.plus(DAY).minusMillis(1), DAY))
                .isEqualTo(Decision.unchanged());
        assertThat(FileDecider.collect(after(UPLOADED, attached(2, M1)), NOW.plus(DAY), DAY))
                .isEqualTo(Decision.unchanged());
        assertThat(FileDecider.collect(after(UPLOADED, deleted(2)), NOW.plus(DAY), DAY))
                .isEqualTo(Decision.unchanged());
        assertThat(FileDecider.collect(StoredFile.NONE, NOW, DAY)).isEqualTo(Decision.unchanged());
    }

    private static Decision when(FileCommand command, FileEvent... past) {
        return new Files().apply(past).decide(command);
    }

    private static StoredFile after(FileEvent... past) {
        return new Files().apply(past).file;
    }

    /** One file and its messages, in memory. */
    private static final class Files implements StoredFile.Messages {

        private final Map<UUID, Carrying> messages = new HashMap<>();
        private StoredFile file = StoredFile.NONE;

        Files apply(FileEvent... events) {
            for (FileEvent event : events) {
                file = StoredFile.evolve(file, event, this);
                assertThat(file.version()).isEqualTo(event.version());
                switch (event) {
                    case FileAttached e -> messages.put(e.messageId(), Carrying.CARRIES);
                    case FileDetached e -> messages.put(e.messageId(), Carrying.TAKEN_BACK);
                    case FileUploaded _, FileDeleted _ -> {}
                }
            }
            return this;
        }

        Decision decide(FileCommand command) {
            return FileDecider.decide(file, command, this);
        }

        void decided(FileCommand command) {
            apply(((Decision.Accepted) decide(command)).events().toArray(FileEvent[]::new));
        }

        @Override
        public Carrying of(UUID fileId, UUID messageId) {
            return messages.getOrDefault(messageId, Carrying.UNKNOWN);
        }
    }

    private static AttachFile attach(UUID sender, UUID message) {
        return new AttachFile(FILE, CHAT, message, sender, NOW);
    }

    private static FileAttached attached(long version, UUID message) {
        return new FileAttached(FILE, version, CHAT, message, NOW);
    }

    private static DetachFile detach(UUID message) {
        return new DetachFile(FILE, CHAT, message, NOW);
    }

    private static DeleteFile delete(UUID actor) {
        return new DeleteFile(FILE, actor, NOW);
    }

    private static FileDeleted deleted(long version) {
        return new FileDeleted(FILE, version, ANA, DeletionReason.OWNER, NOW);
    }

    private static UUID id(int n) {
        return new UUID(0x7000, n);
    }
}
