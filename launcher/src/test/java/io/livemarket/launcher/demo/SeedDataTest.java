package io.livemarket.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The seeded world is made once, whatever was there before. */
class SeedDataTest {

    private static final String ANA = "ana";
    private static final String BEN = "ben";
    private static final String CHAT = "ana+ben";
    private static final Conversation TALK = Conversation.between(ANA, BEN)
            .line(ANA, "one")
            .readBy(BEN)
            .photo(BEN, Picture.LAMP, "two")
            .reportedBy(ANA, "fraud", "why")
            .reply(ANA, 2, "three")
            .agreedBy(ANA);

    private final FakeSystem system = new FakeSystem();

    @Test
    void messagesAndActsComeInTheirOrder() {
        assertThat(make(TALK)).isEqualTo(3);

        assertThat(contents(CHAT)).containsExactly("one", "two", "three");
        assertThat(system.messages.get(CHAT).get(1))
                .containsEntry("type", "image")
                .containsEntry("attachments", List.of(Map.of("fileId", "file-lampara.png")));
        assertThat(system.messages.get(CHAT).get(2)).containsEntry("replyTo", CHAT + "#2");
        assertThat(system.calls)
                .containsSubsequence(
                        "POST /chats/ana+ben/messages by ana",
                        "POST /chats/ana+ben/read by ben",
                        "UPLOAD lampara.png by ben",
                        "POST /chats/ana+ben/messages by ben",
                        "POST /users/ben/report by ana",
                        "POST /chats/ana+ben/messages by ana",
                        "PUT /chats/ana+ben/deal by ana");
    }

    @Test
    void aSecondRunAddsNothing() {
        Conversation group =
                Conversation.group("Market", ANA, BEN).line(BEN, "hello").readBy(ANA);
        make(TALK, group);
        system.calls.clear();

        assertThat(make(TALK, group)).isZero();
        assertThat(system.calls)
                .noneMatch(call -> call.contains("/messages")
                        || call.contains("/report")
                        || call.contains("/read")
                        || call.startsWith("PUT")
                        || call.startsWith("UPLOAD"));
        assertThat(system.messages).hasSize(2);
    }

    @Test
    void usersShowTheirPortraitAndKeepALaterChoice() {
        Conversation talk = Conversation.between(SeedWorld.BUYER, BEN).line(BEN, "hello");
        system.refuse(SeedWorld.BUYER + ".png", "insufficient_storage");
        assertThatThrownBy(() -> make(talk)).isInstanceOf(DemoFailedException.class);

        make(talk);
        assertThat(system.avatars).containsOnly(Map.entry(SeedWorld.BUYER, "/files/file-lucia.romero.png/avatar"));

        system.avatars.put(SeedWorld.BUYER, "/files/own/avatar");
        make(talk);
        assertThat(system.avatars).containsEntry(SeedWorld.BUYER, "/files/own/avatar");
    }

    @Test
    void anInterruptedRunIsGoneOnWith() {
        system.refuse("lampara.png", "insufficient_storage");
        assertThatThrownBy(() -> make(TALK)).isInstanceOf(DemoFailedException.class);
        assertThat(contents(CHAT)).containsExactly("one");

        assertThat(make(TALK)).isEqualTo(2);
        assertThat(contents(CHAT)).containsExactly("one", "two", "three");
    }

    @Test
    void unavailableRequestsAreRepeated() {
        system.refuse("/auth/register", "unavailable");
        system.refuse("/chats/ana+ben/messages", "unavailable");

        assertThat(make(TALK)).isEqualTo(3);
    }

    @Test
    void aNameWithAnotherPasswordIsNamed() {
        system.passwords.put(BEN, "another one");

        assertThatThrownBy(() -> make(TALK))
                .isInstanceOf(DemoFailedException.class)
                .hasMessageContaining(BEN + " belongs to");
    }

    @Test
    void blockedAndSuspendedUsersAreLeftOut() {
        Conversation other = Conversation.between(ANA, "eva").line(ANA, "hello");
        system.refuse("/chats", "blocked");
        assertThat(make(TALK, other)).as("the conversations of the others").isEqualTo(1);

        system.refuse("/auth/login", "account_suspended");
        assertThat(make(TALK)).isZero();
    }

    @Test
    void rolesAreReadFromATokenAndFromNothingElse() {
        assertThat(DemoWorld.rolesIn(token("{\"roles\":[\"moderator\",\"operator\"]}")))
                .containsExactly("moderator", "operator");
        assertThat(DemoWorld.rolesIn(token("{}"))).isEmpty();
        assertThat(DemoWorld.rolesIn("nonsense")).isEmpty();
    }

    private int make(Conversation... conversations) {
        return new SeedData(system, "secret-1234").make(List.of(conversations));
    }

    private List<Object> contents(String chat) {
        return system.messages.get(chat).stream()
                .map(message -> message.get("content"))
                .toList();
    }

    private static String token(String payload) {
        return "x." + Base64.getUrlEncoder().withoutPadding().encodeToString(payload.getBytes(StandardCharsets.UTF_8))
                + ".y";
    }
}
