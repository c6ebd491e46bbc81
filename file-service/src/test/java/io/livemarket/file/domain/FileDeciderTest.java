package io.livemarket.file.domain;

import static io.livemarket.file.domain.FileSpecification.NOW;
import static io.livemarket.file.domain.FileSpecification.given;
import static io.livemarket.file.domain.FileSpecification.unsent;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.files.DeletionReason;
import io.livemarket.events.files.FileCommand.AttachFile;
import io.livemarket.events.files.FileCommand.DeleteFile;
import io.livemarket.events.files.FileCommand.DetachFile;
import io.livemarket.events.files.FileCommand.RecordUpload;
import io.livemarket.events.files.FileEvent.FileAttached;
import io.livemarket.events.files.FileEvent.FileDeleted;
import io.livemarket.events.files.FileEvent.FileDetached;
import io.livemarket.events.files.FileEvent.FileUploaded;
import io.livemarket.events.files.FileScan;
import java.time.Duration;
import java.util.List;
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
    private static final Duration DAY = Duration.ofHours(24);
    private static final RecordUpload UPLOAD =
            new RecordUpload(FILE, ANA, "a.pdf", "application/pdf", 10, "00", null, FileScan.CLEAN, NOW);
    private static final FileUploaded UPLOADED =
            new FileUploaded(FILE, 1, ANA, "a.pdf", "application/pdf", 10, "00", null, FileScan.CLEAN, NOW);

    @Test
    void anUploadIsRecordedOnce() {
        given().when(UPLOAD).then(UPLOADED);
        given(UPLOADED).when(UPLOAD).thenUnchanged();
        given(UPLOADED, deleted(2)).when(UPLOAD).thenUnchanged();
    }

    @Test
    void itsOwnersMessagesCarryItEachOnce() {
        given(UPLOADED).when(attach(ANA, M1)).then(attached(2, M1));
        given(UPLOADED, attached(2, M1)).when(attach(ANA, M1)).thenUnchanged();
        given(UPLOADED, attached(2, M1)).when(attach(ANA, M2)).then(attached(3, M2));
    }

    @Test
    void onlyTheOwnersMessageCarriesAFile() {
        given(UPLOADED).when(attach(EVA, M1)).thenRejected(ErrorCode.NOT_THE_OWNER);
        given().when(attach(ANA, M1)).thenRejected(ErrorCode.FILE_NOT_FOUND);
        given(UPLOADED, deleted(2)).when(attach(ANA, M1)).thenRejected(ErrorCode.FILE_NOT_FOUND);
    }

    @Test
    void withTheLastMessageGoesTheFile() {
        given(UPLOADED, attached(2, M1), attached(3, M2))
                .when(detach(M1))
                .then(new FileDetached(FILE, 4, CHAT, M1, NOW));
        given(UPLOADED, attached(2, M1))
                .when(detach(M1))
                .then(
                        new FileDetached(FILE, 3, CHAT, M1, NOW),
                        new FileDeleted(FILE, 4, ANA, DeletionReason.MESSAGES_DELETED, NOW));
        given(UPLOADED, attached(2, M1)).when(detach(M2)).thenUnchanged();
        given().when(detach(M1)).thenUnchanged();
    }

    @Test
    void aFileStaysWhileOneMessageCarriesIt() {
        List<UUID> sent =
                IntStream.rangeClosed(1, 2_000).mapToObj(n -> new UUID(n, 0)).toList();
        var file = given(UPLOADED, attached(2, M1));
        for (UUID message : sent) {
            file = file.andAccepted(attach(ANA, message), detach(message));
        }
        for (UUID message : sent) {
            file.when(attach(ANA, message)).thenUnchanged();
        }
        assertThat(((StoredFile.Available) file.state().file()).messages()).isEqualTo(1);
    }

    @Test
    void onlyItsOwnerDeletesIt() {
        given(UPLOADED).when(delete(ANA)).then(deleted(2));
        given(UPLOADED, deleted(2)).when(delete(ANA)).thenUnchanged();
        given(UPLOADED).when(delete(EVA)).thenRejected(ErrorCode.NOT_THE_OWNER);
        given(UPLOADED, deleted(2)).when(delete(EVA)).thenRejected(ErrorCode.FILE_NOT_FOUND);
        given().when(delete(ANA)).thenRejected(ErrorCode.FILE_NOT_FOUND);
    }

    @Test
    void aCarriedFileIsNotDeletedOnItsOwn() {
        FileDetached takenBack = new FileDetached(FILE, 4, CHAT, M1, NOW);
        given(UPLOADED, attached(2, M1)).when(delete(ANA)).thenRejected(ErrorCode.FILE_IN_USE);
        given(UPLOADED, attached(2, M1)).when(delete(EVA)).thenRejected(ErrorCode.NOT_THE_OWNER);
        given(UPLOADED, attached(2, M1), attached(3, M2), takenBack)
                .when(delete(ANA))
                .thenRejected(ErrorCode.FILE_IN_USE);
    }

    /** As earlier versions decided, whose events are in the log. */
    @Test
    void aDeletedFileOfAMessageStaysDeleted() {
        given(UPLOADED, attached(2, M1), deleted(3)).when(delete(ANA)).thenUnchanged();
        given(UPLOADED, attached(2, M1), deleted(3)).when(detach(M1)).thenUnchanged();
    }

    @Test
    void onlyFilesUnsentForADayAreCollected() {
        unsent(UPLOADED)
                .after(DAY)
                .when(DAY)
                .then(new FileDeleted(FILE, 2, ANA, DeletionReason.NEVER_ATTACHED, NOW.plus(DAY)));
        unsent(UPLOADED).after(DAY.minusMillis(1)).when(DAY).thenUnchanged();
        unsent(UPLOADED, attached(2, M1)).after(DAY).when(DAY).thenUnchanged();
        unsent(UPLOADED, deleted(2)).after(DAY).when(DAY).thenUnchanged();
        unsent().when(DAY).thenUnchanged();
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
