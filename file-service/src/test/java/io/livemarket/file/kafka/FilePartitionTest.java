package io.livemarket.file.kafka;

import static io.livemarket.file.kafka.DecidingFiles.DAY;
import static io.livemarket.file.kafka.DecidingFiles.NOW;
import static io.livemarket.testkit.MessageSentBuilder.messageSent;
import static io.livemarket.testkit.MessageSentBuilder.undescribed;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.MessageType;
import io.livemarket.events.files.DeletionReason;
import io.livemarket.events.files.FileCommand;
import io.livemarket.events.files.FileCommand.DeleteFile;
import io.livemarket.events.files.FileCommand.RecordUpload;
import io.livemarket.events.files.FileEvent.FileAttached;
import io.livemarket.events.files.FileEvent.FileDeleted;
import io.livemarket.events.files.FileEvent.FileDetached;
import io.livemarket.events.files.FileEvent.FileUploaded;
import io.livemarket.events.files.FileScan;
import io.livemarket.kit.testing.ReplyPolicyContract;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

/** Files and the messages that carry them, from command to event, and the state of a new owner. */
class FilePartitionTest implements ReplyPolicyContract {

    private final UUID ana = Ids.next();
    private final UUID chat = Ids.next();
    private final DecidingFiles deciding = new DecidingFiles();

    @Test
    void anUnsentFileIsCollectedAfterADay() {
        UUID unsent = uploaded();
        UUID sent = uploaded();
        sent(Ids.next(), sent);
        deciding.advance(DAY.minusMinutes(2));
        assertThat(deciding.events()).hasSize(3).noneMatch(FileDeleted.class::isInstance);
        deciding.restart();
        deciding.advance(Duration.ofMinutes(3));
        assertThat(deciding.events()).singleElement().isInstanceOfSatisfying(FileDeleted.class, deleted -> {
            assertThat(deleted.fileId()).isEqualTo(unsent);
            assertThat(deleted.version()).isEqualTo(2);
            assertThat(deleted.reason()).isEqualTo(DeletionReason.NEVER_ATTACHED);
        });
        deciding.advance(DAY);
        assertThat(deciding.events()).as("once").isEmpty();
    }

    @Test
    void moreUnsentFilesThanOneTransactionTakesAreAllCollected() {
        for (int i = 0; i < 450; i++) {
            uploaded();
        }
        deciding.events();
        deciding.advance(DAY.plusMinutes(2));
        assertThat(deciding.events()).hasSize(450).allMatch(FileDeleted.class::isInstance);
    }

    @Test
    void aFileGoesWithTheLastOfItsMessages() {
        UUID file = uploaded();
        UUID first = Ids.next();
        UUID second = Ids.next();
        sent(first, file);
        sent(second, file);
        deletedMessage(first);
        assertThat(deciding.events())
                .extracting(Object::getClass)
                .containsExactly(FileUploaded.class, FileAttached.class, FileAttached.class, FileDetached.class);
        deletedMessage(second);
        assertThat(deciding.events())
                .extracting(Object::getClass)
                .containsExactly(FileDetached.class, FileDeleted.class);
        deletedMessage(second);
        assertThat(deciding.events()).isEmpty();
    }

    /** As a shop's picture that greets every customer. */
    @Test
    void aFilesStateDoesNotGrowWithItsMessages() {
        UUID file = uploaded();
        UUID first = Ids.next();
        sent(first, file);
        int before = largestEntry();
        for (int i = 0; i < 3_000; i++) {
            sent(Ids.next(), file);
        }
        assertThat(largestEntry()).isLessThan(before + 10);
        deciding.events();
        deletedMessage(first);
        assertThat(deciding.events()).extracting(Object::getClass).containsExactly(FileDetached.class);
    }

    private int largestEntry() {
        return deciding.files().contents().values().stream()
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    @Test
    void aRepeatedEventOfAChatChangesNothing() {
        UUID file = uploaded();
        UUID message = Ids.next();
        sent(message, file);
        sent(message, file);
        assertThat(deciding.events()).hasSize(2);
    }

    /**
     * An instance that lost its partition publishes commands that its successor has published, and reverted, before.
     */
    @Test
    void aLateCommandAttachesNothingToADeletedMessage() {
        UUID file = uploaded();
        UUID first = Ids.next();
        UUID second = Ids.next();
        sent(first, file);
        sent(second, file);
        deletedMessage(first);
        deciding.events();
        sent(first, file);
        deciding.restart();
        sent(first, file);
        assertThat(deciding.events()).isEmpty();
        deletedMessage(second);
        assertThat(deciding.events())
                .extracting(Object::getClass)
                .containsExactly(FileDetached.class, FileDeleted.class);
    }

    /** A killed reader starts again at its stored offset, and publishes the commands after it a second time. */
    @Test
    void aKilledReaderLeadsToTheEventsOfOneRun() {
        for (int killedAt = 1; killedAt <= 5; killedAt++) {
            for (int kept = 0; kept < killedAt; kept++) {
                DecidingFiles run = new DecidingFiles();
                UUID file = Ids.next();
                run.ask(upload(file), _ -> {});
                List<Runnable> log = log(run, file, Ids.next(), Ids.next(), Ids.next());
                log.subList(0, killedAt).forEach(Runnable::run);
                run.restart();
                log.subList(kept, log.size()).forEach(Runnable::run);
                assertThat(run.events())
                        .as("killed at %d, begun again at %d", killedAt, kept)
                        .extracting(Object::getClass)
                        .containsExactly(
                                FileUploaded.class,
                                FileAttached.class,
                                FileAttached.class,
                                FileDetached.class,
                                FileAttached.class,
                                FileDetached.class);
            }
        }
    }

    private List<Runnable> log(DecidingFiles run, UUID file, UUID first, UUID second, UUID third) {
        return List.of(
                () -> run.sent(message(first, file)),
                () -> run.sent(message(second, file)),
                () -> run.deleted(deletion(first)),
                () -> run.sent(message(third, file)),
                () -> run.deleted(deletion(third)));
    }

    @Test
    void theStateIsTheFoldOfEventsAndJournal() {
        uploaded();
        UUID file = uploaded();
        UUID message = Ids.next();
        sent(message, file);
        sent(Ids.next(), file);
        deletedMessage(message);
        UUID gone = uploaded();
        deciding.ask(new DeleteFile(gone, ana, NOW), _ -> {});
        Map<String, String> files = deciding.files().contents();
        assertThat(files)
                .as("three files, one of them without a message, and two messages")
                .hasSize(6);

        deciding.restart();
        assertThat(deciding.files().contents()).isEqualTo(files);
    }

    @Test
    void anEventOfAnUnknownTypeCountsAsAVersion() {
        UUID file = uploaded();
        deciding.files()
                .foreignEvent(
                        file.toString(),
                        ("{\"fileId\":\"" + file + "\",\"version\":2}").getBytes(StandardCharsets.UTF_8),
                        DecidingFiles.headers("files.file-sung.v1", file));
        deciding.events();
        deciding.restart();
        sent(Ids.next(), file);
        assertThat(deciding.events())
                .singleElement()
                .satisfies(event -> assertThat(event.version()).isEqualTo(3));
    }

    @Test
    void anUnreadableCommandGoesToTheDeadLetters() {
        deciding.files().send("key", new byte[] {'?'}, DecidingFiles.headers("files.attach-file.v1", ana));
        assertThat(deciding.files().read(FileTopics.DEAD_LETTERS.name())).hasSize(1);
        uploaded();
        assertThat(deciding.events()).hasSize(1);
    }

    private UUID uploaded() {
        UUID file = Ids.next();
        deciding.ask(upload(file), _ -> {});
        return file;
    }

    private FileCommand upload(UUID file) {
        return new RecordUpload(file, ana, "a.pdf", "application/pdf", 1, "00", null, FileScan.UNSCANNED, NOW);
    }

    private void sent(UUID message, UUID file) {
        deciding.sent(message(message, file));
    }

    private MessageSent message(UUID message, UUID file) {
        return messageSent(chat, 2, 1, message, ana)
                .type(MessageType.FILE)
                .content("")
                .attachments(List.of(undescribed(file)))
                .at(NOW)
                .build();
    }

    private void deletedMessage(UUID message) {
        deciding.deleted(deletion(message));
    }

    private MessageDeleted deletion(UUID message) {
        return new MessageDeleted(chat, 3, 1, message, ana, NOW);
    }

    @Override
    public int answers(Outcome outcome, Consumer<Headers> headers) {
        UUID file = uploaded();
        deciding.ask(
                switch (outcome) {
                    case EVENT -> new DeleteFile(file, ana, NOW);
                    case UNCHANGED -> upload(file);
                    case REFUSED -> new DeleteFile(file, Ids.next(), NOW);
                },
                headers);
        return (int) deciding.answers().stream()
                .filter(answer -> answer.key().equals(ASKER))
                .count();
    }
}
