package io.livemarket.chat.domain;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.MESSAGE_1;
import static io.livemarket.chat.domain.ChatFixtures.PRIVATE;
import static io.livemarket.testkit.SendMessageBuilder.sendMessage;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.chat.domain.Attachments.Dimensions;
import io.livemarket.chat.domain.Attachments.SentFile;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.events.chat.MessageType;
import io.livemarket.events.errors.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AttachmentsTest {

    private static final UUID PHOTO = ChatFixtures.message(70);
    private static final UUID INVOICE = ChatFixtures.message(71);
    private static final UUID GONE = ChatFixtures.message(72);
    private static final UUID BOBS = ChatFixtures.message(73);

    private final Map<UUID, SentFile> stored = Map.of(
            PHOTO, new SentFile(ALICE, "bici.jpg", "image/jpeg", 10, new Dimensions(1200, 900), false),
            INVOICE, new SentFile(ALICE, "factura.pdf", "application/pdf", 20, null, false),
            GONE, new SentFile(ALICE, "vieja.jpg", "image/jpeg", 30, null, true),
            BOBS, new SentFile(BOB, "secreta.jpg", "image/jpeg", 40, null, false));

    @Test
    void ownFilesAreCarriedByTheMessagesOfTheirKind() {
        assertThat(refusal(MessageType.IMAGE, PHOTO)).isEmpty();
        assertThat(refusal(MessageType.FILE, INVOICE, PHOTO)).isEmpty();
        assertThat(refusal(MessageType.TEXT, PHOTO)).isEmpty();
        assertThat(refusal(MessageType.TEXT)).isEmpty();
    }

    @Test
    void otherUsersFilesAndDeletedOnesCountAsUnknown() {
        for (UUID file : List.of(BOBS, GONE, ChatFixtures.message(99))) {
            for (MessageType type : MessageType.values()) {
                assertThat(refusal(type, PHOTO, file)).contains(ErrorCode.FILE_NOT_FOUND);
            }
        }
    }

    @Test
    void anImageMessageCarriesOnlyImages() {
        assertThat(refusal(MessageType.IMAGE, PHOTO, INVOICE)).contains(ErrorCode.ATTACHMENT_MISMATCH);
        assertThat(refusal(MessageType.IMAGE)).contains(ErrorCode.ATTACHMENT_REQUIRED);
        assertThat(refusal(MessageType.FILE)).contains(ErrorCode.ATTACHMENT_REQUIRED);
    }

    @Test
    void aFilesDescriptionComesFromItsUpload() {
        assertThat(described(PHOTO)).isEqualTo(new Attachment(PHOTO, "bici.jpg", "image/jpeg", 10L, 1200, 900));
        assertThat(described(INVOICE)).isEqualTo(new Attachment(INVOICE, "factura.pdf", "application/pdf", 20L));
        assertThat(described(GONE))
                .as("so that a repeat is the same message")
                .isEqualTo(new Attachment(GONE, "vieja.jpg", "image/jpeg", 30L));
        assertThat(described(BOBS))
                .as("nothing is told of it")
                .isEqualTo(new Attachment(BOBS, "x.html", "text/html", 1L, 5, 5));
    }

    @Test
    void aLateKnownFilesDescriptionComesFromItsUpload() {
        SendMessage undescribed = send(MessageType.TEXT, PHOTO);

        assertThat(Attachments.refusal(undescribed, this::find))
                .as("to be described again")
                .contains(ErrorCode.FILE_NOT_FOUND);
        assertThat(Attachments.refusal((SendMessage) Attachments.described(undescribed, this::find), this::find))
                .isEmpty();
    }

    private Attachment described(UUID file) {
        return ((SendMessage) Attachments.described(send(MessageType.IMAGE, file), this::find))
                .attachments()
                .getFirst();
    }

    private Optional<ErrorCode> refusal(MessageType type, UUID... files) {
        return Attachments.refusal((SendMessage) Attachments.described(send(type, files), this::find), this::find);
    }

    private Optional<SentFile> find(UUID file) {
        return Optional.ofNullable(stored.get(file));
    }

    private static SendMessage send(MessageType type, UUID... files) {
        List<Attachment> attachments = List.of(files).stream()
                .map(file -> new Attachment(file, "x.html", "text/html", 1L, 5, 5))
                .toList();
        return sendMessage(PRIVATE, ALICE, MESSAGE_1)
                .type(type)
                .attachments(attachments)
                .build();
    }
}
