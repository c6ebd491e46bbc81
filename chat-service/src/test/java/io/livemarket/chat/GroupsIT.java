package io.livemarket.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.testkit.running.RestClient.Answer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Members, admins, invitations and names of groups over REST, and the messages that each user sees. */
class GroupsIT {

    private static RunningChatService service;
    private final ChatCalls ana = ChatCalls.of(service);
    private final ChatCalls bea = ChatCalls.of(service);
    private final ChatCalls eva = ChatCalls.of(service);

    @BeforeAll
    static void start() {
        service = RunningChatService.shared();
    }

    @Test
    void aMemberWhoLeavesKeepsNothingOfTheGroup() {
        String group = ana.openGroup("Bici", bea, eva);
        String message = ana.send(group, "hola");
        bea.rest().delete(member(group, bea)).expect(204);

        for (Answer answer : List.of(
                bea.rest().get("/chats/" + group),
                bea.rest().get(ChatCalls.messages(group)),
                bea.rest().get(ChatCalls.message(group, message)),
                bea.trySend(group, "x"),
                bea.rest().delete(member(group, bea)))) {
            answer.expectProblem(ErrorCode.CHAT_NOT_FOUND);
        }
        assertThat(bea.listed("")).doesNotContain(group);
        assertThat(bea.sync(group, 0).isMissingNode()).isTrue();
        assertThat(undelivered(bea)).doesNotContain(message);
        assertThat(undelivered(eva)).contains(message);
        assertThat(texts(ana.chat(group).path("participants"))).containsExactly(id(ana), id(eva));
    }

    @Test
    void syncNamesTheChatsThatTheCallerIsNotIn() {
        String group = ana.openGroup("Bici", bea);
        String other = ana.openGroup("Other", bea);
        ana.rest().delete(member(group, bea)).expect(204);
        Map<String, Object> versions = new HashMap<>(Map.of(group, 1, other, 1));
        JsonNode answer =
                bea.rest().post("/chats/sync", Map.of("chats", versions)).expect(200);
        assertThat(texts(answer.path("gone"))).containsExactly(group);
        assertThat(ana.sync(group, 1).path("participants")).hasSize(1);
    }

    @Test
    void onlyAdminsRemoveAndTheLastOneHandsOver() {
        String group = ana.openGroup("Bici", bea, eva);
        bea.rest().delete(member(group, eva)).expectProblem(ErrorCode.NOT_AN_ADMIN);
        ana.rest().delete(member(group, eva)).expect(204);
        ana.rest().delete(member(group, eva)).expectProblem(ErrorCode.MEMBER_NOT_FOUND);
        ana.rest().delete(member(group, ana)).expect(204);
        assertThat(texts(bea.chat(group).path("group").path("admins"))).containsExactly(id(bea));
    }

    @Test
    void anAdminAppointsAndRenames() {
        String group = ana.openGroup("Bici", bea);
        bea.rest().call("PATCH", "/chats/" + group, Map.of("name", "X")).expectProblem(ErrorCode.NOT_AN_ADMIN);
        assertThat(texts(ana.rest()
                        .put(member(group, bea), Map.of("admin", true))
                        .expect(200)
                        .path("group")
                        .path("admins")))
                .containsExactly(id(ana), id(bea));
        assertThat(bea.rest()
                        .call("PATCH", "/chats/" + group, Map.of("name", " Ruzafa "))
                        .expect(200)
                        .path("name")
                        .asString())
                .isEqualTo("Ruzafa");
        assertThat(ana.chat(group).path("name").asString()).isEqualTo("Ruzafa");
        bea.rest().put(member(group, ana), Map.of("admin", false)).expect(200);
        bea.rest().put(member(group, bea), Map.of("admin", false)).expectProblem(ErrorCode.LAST_ADMIN);
        for (Map<String, Object> wrong :
                List.of(Map.<String, Object>of("name", " "), Map.<String, Object>of("name", "X", "pinned", true))) {
            bea.rest().call("PATCH", "/chats/" + group, wrong).expectProblem(ErrorCode.INVALID_REQUEST);
            eva.rest().call("PATCH", "/chats/" + group, wrong).expectProblem(ErrorCode.CHAT_NOT_FOUND);
        }
        assertThat(bea.chat(group).path("name").asString()).isEqualTo("Ruzafa");
    }

    @Test
    void anInvitedUserSeesTheGroupFromTheJoiningOn() {
        String group = ana.openGroup("Bici", bea);
        String before = ana.send(group, "before");
        invite(ana, group, eva).expect(200);
        JsonNode invitation =
                eva.rest().get("/chats/invitations").expect(200).path("items").get(0);
        assertThat(invitation.path("chatId").asString()).isEqualTo(group);
        assertThat(invitation.path("name").asString()).isEqualTo("Bici");
        assertThat(invitation.path("invitedBy").asString()).isEqualTo(id(ana));
        eva.rest().get("/chats/" + group).expectProblem(ErrorCode.CHAT_NOT_FOUND);

        JsonNode joined = answer(eva, group, true).expect(200);
        assertThat(joined.path("group").path("visibleFromSeq").asLong()).isEqualTo(2);
        assertThat(joined.path("unread").asLong()).isZero();
        assertThat(eva.rest().get("/chats/invitations").expect(200).path("items"))
                .isEmpty();
        String after = ana.send(group, "after");
        assertThat(ChatCalls.ids(eva.history(group, "").path("items"))).containsExactly(after);
        assertThat(ChatCalls.ids(eva.history(group, "?afterSeq=0").path("items")))
                .containsExactly(after);
        assertThat(eva.history(group, "?beforeSeq=2").path("items")).isEmpty();
        eva.rest().get(ChatCalls.message(group, before)).expectProblem(ErrorCode.MESSAGE_NOT_FOUND);
        assertThat(ChatCalls.ids(eva.sync(group, 0).path("messages"))).containsExactly(after);
        assertThat(undelivered(eva)).containsExactly(after);
        ana.rest()
                .put(ChatCalls.message(group, before), Map.of("content", "edited"))
                .expect(200);
        assertThat(ChatCalls.ids(eva.sync(group, 4).path("messages"))).containsExactly(after);
        assertThat(ChatCalls.ids(bea.history(group, "").path("items"))).containsExactly(after, before);
    }

    @Test
    void aGroupMayShowAllItsMessages() {
        String group = ChatCalls.id(ana.rest()
                .post(
                        "/chats",
                        Map.of("type", "group", "name", "Open", "history", "all", "participants", List.of(bea.user())))
                .expect(201));
        String before = ana.send(group, "before");
        invite(ana, group, eva).expect(200);
        answer(eva, group, true).expect(200);
        assertThat(ChatCalls.ids(eva.history(group, "").path("items"))).containsExactly(before);
        assertThat(eva.chat(group).path("unread").asLong()).isZero();
        eva.rest().get(ChatCalls.message(group, before)).expect(200);
    }

    @Test
    void aReturningMemberSeesTheNewPartAlone() {
        String group = ana.openGroup("Bici", bea);
        ana.send(group, "one");
        bea.rest().delete(member(group, bea)).expect(204);
        ana.send(group, "two");
        invite(ana, group, bea).expect(200);
        answer(bea, group, true).expect(200);
        String three = ana.send(group, "three");
        assertThat(ChatCalls.ids(bea.history(group, "").path("items"))).containsExactly(three);
    }

    @Test
    void anInvitationIsDeclinedAndNotRepeatedWithinAWeek() {
        String group = ana.openGroup("Bici", bea);
        invite(ana, group, eva).expect(200);
        answer(eva, group, false).expect(204);
        answer(eva, group, false).expect(204);
        answer(eva, group, true).expectProblem(ErrorCode.CHAT_NOT_FOUND);
        invite(ana, group, eva).expectProblem(ErrorCode.INVITATION_DECLINED);
        answer(bea, group, false).expectProblem(ErrorCode.ALREADY_A_MEMBER);
    }

    @Test
    void strangersOfTheGroupGetNoAnswerOfIt() {
        String group = ana.openGroup("Bici", bea);
        invite(eva, group, eva).expectProblem(ErrorCode.CHAT_NOT_FOUND);
        answer(eva, group, true).expectProblem(ErrorCode.CHAT_NOT_FOUND);
        eva.rest().delete(member(group, bea)).expectProblem(ErrorCode.CHAT_NOT_FOUND);
        eva.rest().put(member(group, eva), Map.of("admin", true)).expectProblem(ErrorCode.CHAT_NOT_FOUND);
        eva.rest().call("PATCH", "/chats/" + group, Map.of("name", "X")).expectProblem(ErrorCode.CHAT_NOT_FOUND);
        assertThat(ana.chat(group).path("version").asLong()).isEqualTo(1);
    }

    @Test
    void aPrivateChatHasNoMembersToChange() {
        String chat = ana.openPrivate(bea);
        ana.rest().delete(member(chat, ana)).expectProblem(ErrorCode.NOT_A_GROUP);
        ana.rest().call("PATCH", "/chats/" + chat, Map.of("name", "X")).expectProblem(ErrorCode.NOT_A_GROUP);
    }

    @Test
    void badInvitationsAreRefused() {
        String group = ana.openGroup("Bici", bea);
        ana.rest().post("/chats/" + group + "/members", Map.of()).expectProblem(ErrorCode.INVALID_REQUEST);
        ana.rest()
                .post("/chats/" + group + "/members", Map.of("userIds", List.of(Ids.next())))
                .expectProblem(ErrorCode.USER_NOT_FOUND);
        ana.rest().put("/chats/" + group + "/invitation", Map.of()).expectProblem(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void aUserInvitesAtMostThirtyStrangersAnHour() {
        String group = ana.openGroup("Bici", bea);
        ChatCalls[] strangers = new ChatCalls[30];
        Arrays.setAll(strangers, _ -> ChatCalls.of(service));
        invite(ana, group, strangers).expect(200);
        invite(ana, group, eva).expectProblem(ErrorCode.RATE_LIMITED);
        ana.openPrivate(eva);
        invite(ana, group, eva).expect(200);
    }

    private static Answer invite(ChatCalls by, String group, ChatCalls... users) {
        return by.rest()
                .post(
                        "/chats/" + group + "/members",
                        Map.of(
                                "userIds",
                                Arrays.stream(users).map(ChatCalls::user).toList()));
    }

    private static Answer answer(ChatCalls by, String group, boolean accept) {
        return by.rest().put("/chats/" + group + "/invitation", Map.of("accept", accept));
    }

    private static List<String> undelivered(ChatCalls by) {
        return ChatCalls.ids(by.rest().get("/chats/undelivered").expect(200).path("items"));
    }

    private static List<String> texts(JsonNode items) {
        return items.values().stream().map(JsonNode::asString).toList();
    }

    private static String id(ChatCalls calls) {
        return calls.user().toString();
    }

    private static String member(String group, ChatCalls user) {
        return "/chats/" + group + "/members/" + user.user();
    }
}
