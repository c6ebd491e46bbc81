package io.livemarket.chat.domain;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.GROUP;
import static io.livemarket.chat.domain.ChatFixtures.MESSAGE_1;
import static io.livemarket.chat.domain.ChatFixtures.NOW;
import static io.livemarket.chat.domain.ChatFixtures.PRIVATE;
import static io.livemarket.events.errors.ErrorCode.CONTENT_EMPTY;
import static io.livemarket.events.errors.ErrorCode.CONTENT_TOO_LONG;
import static io.livemarket.events.errors.ErrorCode.GROUP_TOO_LARGE;
import static io.livemarket.events.errors.ErrorCode.INVALID_PARTICIPANTS;
import static io.livemarket.events.errors.ErrorCode.INVALID_REQUEST;
import static io.livemarket.testkit.SendMessageBuilder.sendMessage;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatCommand.OpenChat;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.MessageType;
import io.livemarket.events.errors.ErrorCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageRulesTest {

    private static final Attachment FILE = new Attachment(ChatFixtures.message(70), "bici.jpg", "image/jpeg", 10L);

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "\n\t",
                "\u2003",
                "\u200B",
                "\u2060\uFEFF",
                "\u00AD",
                "\u202E",
                "\uFE0F",
                "\u00A0",
                "\u3164",
                "\u2800"
            })
    void contentThatShowsNothingIsEmpty(String content) {
        assertThat(MessageRules.content(content)).contains(CONTENT_EMPTY);
    }

    @Test
    void contentIsCountedInCodePoints() {
        assertThat(MessageRules.content("x".repeat(8_000))).isEmpty();
        assertThat(MessageRules.content("x".repeat(8_001))).contains(CONTENT_TOO_LONG);
        assertThat(MessageRules.content("🚲".repeat(8_000))).isEmpty();
        assertThat(MessageRules.content("🚲".repeat(8_000) + "x")).contains(CONTENT_TOO_LONG);
    }

    @Test
    void textNeedsContentEvenWithFiles() {
        assertThat(message(MessageType.TEXT, null, List.of(FILE), null)).isEqualTo(CONTENT_EMPTY);
        assertThat(message(MessageType.TEXT, "hola", List.of(FILE), null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"IMAGE", "FILE"})
    void aFileNeedsNoCaptionButAnAttachment(MessageType type) {
        assertThat(message(type, null, List.of(FILE), null)).isNull();
        assertThat(message(type, " ", List.of(FILE), null)).isNull();
        assertThat(message(type, "\u200B", List.of(FILE), null)).isNull();
        assertThat(message(type, null, List.of(), null)).isEqualTo(CONTENT_EMPTY);
        assertThat(message(type, null, null, null)).isEqualTo(CONTENT_EMPTY);
    }

    @Test
    void aCaptionIsAsLongAsAMessageAtMost() {
        assertThat(message(MessageType.IMAGE, "x".repeat(8_001), List.of(FILE), null))
                .isEqualTo(CONTENT_TOO_LONG);
    }

    @Test
    void aMessageHasATypeAndAnId() {
        assertThat(message(null, "hola", null, null)).isEqualTo(INVALID_REQUEST);
        assertThat(MessageRules.message(
                        sendMessage(PRIVATE, ALICE, null).at(NOW).build()))
                .contains(INVALID_REQUEST);
    }

    @Test
    void aMessageCarriesTenFilesAtMost() {
        assertThat(message(MessageType.FILE, null, Collections.nCopies(10, FILE), null))
                .isNull();
        assertThat(message(MessageType.FILE, null, Collections.nCopies(11, FILE), null))
                .isEqualTo(INVALID_REQUEST);
    }

    @Test
    void anAttachmentNamesItsFile() {
        assertThat(message(MessageType.FILE, null, Collections.singletonList(null), null))
                .isEqualTo(INVALID_REQUEST);
        assertThat(message(MessageType.FILE, null, List.of(new Attachment(null, "x", null, null)), null))
                .isEqualTo(INVALID_REQUEST);
    }

    @Test
    void anIdempotencyKeyHas64CharactersAtMost() {
        assertThat(message(MessageType.TEXT, "hola", null, "k".repeat(64))).isNull();
        assertThat(message(MessageType.TEXT, "hola", null, "k".repeat(65))).isEqualTo(INVALID_REQUEST);
    }

    @Test
    void aPrivateChatIsOfExactlyItsPair() {
        assertThat(open(PRIVATE, ChatType.PRIVATE, null, ALICE, BOB)).isNull();
        assertThat(open(GROUP, ChatType.PRIVATE, null, ALICE, BOB)).isEqualTo(INVALID_PARTICIPANTS);
        assertThat(open(PRIVATE, ChatType.PRIVATE, null, ALICE, BOB, ChatFixtures.CAROL))
                .isEqualTo(INVALID_PARTICIPANTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PRIVATE", "GROUP"})
    void aChatHasTwoDifferentPeopleIncludingTheActor(ChatType type) {
        assertThat(open(PRIVATE, type, "Bici", ALICE)).isEqualTo(INVALID_PARTICIPANTS);
        assertThat(open(PRIVATE, type, "Bici", ALICE, ALICE)).isEqualTo(INVALID_PARTICIPANTS);
        assertThat(open(PRIVATE, type, "Bici", BOB, ChatFixtures.CAROL)).isEqualTo(INVALID_PARTICIPANTS);
        assertThat(open(PRIVATE, type, "Bici", ALICE, null)).isEqualTo(INVALID_PARTICIPANTS);
        assertThat(open(PRIVATE, type, "Bici")).isEqualTo(INVALID_PARTICIPANTS);
    }

    @Test
    void aChatHasATypeAndParticipants() {
        assertThat(open(GROUP, null, "Bici", ALICE, BOB)).isEqualTo(INVALID_PARTICIPANTS);
        assertThat(MessageRules.participants(new OpenChat(GROUP, ALICE, ChatType.GROUP, null, "Bici", NOW)))
                .contains(INVALID_PARTICIPANTS);
    }

    @Test
    void aGroupHas100ParticipantsAtMost() {
        assertThat(open(GROUP, ChatType.GROUP, "Bici", people(100))).isNull();
        assertThat(open(GROUP, ChatType.GROUP, "Bici", people(101))).isEqualTo(GROUP_TOO_LARGE);
    }

    @Test
    void aGroupHasANameOf100CharactersAtMost() {
        assertThat(open(GROUP, ChatType.GROUP, "n".repeat(100), ALICE, BOB)).isNull();
        assertThat(open(GROUP, ChatType.GROUP, "n".repeat(101), ALICE, BOB)).isEqualTo(INVALID_REQUEST);
        assertThat(open(GROUP, ChatType.GROUP, " ", ALICE, BOB)).isEqualTo(INVALID_REQUEST);
        assertThat(open(GROUP, ChatType.GROUP, null, ALICE, BOB)).isEqualTo(INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200B", "\u202E", "\u3164 \u2800", "Bici\u202E", "\u202ABici\u202C", "\u2067Bici"})
    void aGroupsNameIsVisibleAndTurnsNoDirection(String name) {
        assertThat(open(GROUP, ChatType.GROUP, name, ALICE, BOB)).isEqualTo(INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D\uDC69\u200D\uD83D\uDCBB", "\u05D0\u05D1 \u200F", "Cafe\u0301", "\u2764\uFE0F"})
    void groupNamesMayHaveJoinersMarksAndRtlText(String name) {
        assertThat(open(GROUP, ChatType.GROUP, name, ALICE, BOB)).isNull();
        assertThat(MessageRules.content(name)).isEmpty();
    }

    private static UUID[] people(int count) {
        List<UUID> people = new ArrayList<>(List.of(ALICE));
        IntStream.range(1, count).mapToObj(n -> ChatFixtures.message(1_000 + n)).forEach(people::add);
        return people.toArray(UUID[]::new);
    }

    private static ErrorCode message(MessageType type, String content, List<Attachment> attachments, String key) {
        return MessageRules.message(sendMessage(PRIVATE, ALICE, MESSAGE_1)
                        .type(type)
                        .content(content)
                        .attachments(attachments)
                        .key(key)
                        .at(NOW)
                        .build())
                .orElse(null);
    }

    private static ErrorCode open(UUID chat, ChatType type, String name, UUID... participants) {
        return MessageRules.participants(new OpenChat(chat, ALICE, type, Arrays.asList(participants), name, NOW))
                .orElse(null);
    }
}
