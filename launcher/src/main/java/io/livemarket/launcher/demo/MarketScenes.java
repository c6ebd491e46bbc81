package io.livemarket.launcher.demo;

import io.livemarket.launcher.Bilingual;
import java.awt.Color;
import java.util.List;
import org.json.JSONArray;
import org.json.JSONObject;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The demo's scenes beside messages: presence, notifications, a photo, and the moderation of an insult. */
final class MarketScenes {

    private final Rest rest;
    private final Stage stage;
    private final Person ana;
    private final Person luis;
    private final String chatId;

    MarketScenes(Rest rest, Stage stage, Person ana, Person luis, String chatId) {
        this.rest = rest;
        this.stage = stage;
        this.ana = ana;
        this.luis = luis;
        this.chatId = chatId;
    }

    void play() throws InterruptedException {
        presence();
        notifications();
        photo();
        moderation();
    }

    private void presence() throws InterruptedException {
        stage.headline(new Bilingual("Ana sees that Luis is there and is typing", "Ana ve que Luis está y escribe"));
        JSONObject asked = new JSONObject().put("userIds", new JSONArray(List.of(luis.id())));
        JSONObject status = Stage.until(
                "the status of Luis is online",
                () -> Person.within(ana.emit("user:status", asked), "user:status")
                        .data()
                        .getJSONArray("statuses")
                        .getJSONObject(0),
                found -> found.getString("status").equals("online"));
        stage.line("Luis: " + status.getString("status"));
        long begun = System.nanoTime();
        luis.emit("user:typing", new JSONObject().put("chatId", chatId).put("typing", true));
        Person.Received typing =
                ana.await("user:typing", data -> data.getString("userId").equals(luis.id()));
        stage.line("Luis → Ana  user:typing %s  %.1f ms".formatted(typing.data(), (typing.nanos() - begun) / 1e6));
    }

    private void notifications() throws InterruptedException {
        stage.headline(new Bilingual(
                "Luis was told what came while he was away", "A Luis se le avisó de lo que llegó en su ausencia"));
        JsonNode told = Stage.until(
                "there is a notification of two messages",
                this::notificationOfLuis,
                item -> item.path("count").asInt() == 2);
        stage.line("%s: %s / %s, %d"
                .formatted(
                        told.path("kind").asString(),
                        told.path("text").asString(),
                        told.path("textEs").asString(),
                        told.path("count").asInt()));
        luis.emit("message:read", new JSONObject().put("chatId", chatId).put("upToSeq", 6));
        luis.await("notification:clear", data -> data.optString("chatId").equals(chatId));
        stage.line(new Bilingual(
                        "read, and so cleared on all his devices", "leído, y así borrado en todos sus dispositivos")
                .toString());
    }

    /** The newest notification of their chat; of other chats, as that about the listing, there are further ones. */
    private JsonNode notificationOfLuis() {
        return rest.get("/notifications", luis.token())
                .path("items")
                .valueStream()
                .filter(item -> item.path("chatId").asString().equals(chatId))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private void photo() {
        stage.headline(new Bilingual("Luis sends a photo of the bicycle", "Luis envía una foto de la bicicleta"));
        JsonNode file = rest.upload("/files", luis.token(), "bicycle.png", drawing());
        Person.within(
                luis.emit(
                        "message:send",
                        new JSONObject()
                                .put("chatId", chatId)
                                .put("type", "image")
                                .put("content", "")
                                .put(
                                        "attachments",
                                        new JSONArray(List.of(new JSONObject()
                                                .put("fileId", file.path("id").asString()))))),
                "message:send");
        JSONObject attached = ana.await(
                        "message:receive", data -> data.getString("type").equals("image"))
                .data()
                .getJSONArray("attachments")
                .getJSONObject(0);
        JsonNode seen = rest.get("/files/" + attached.getString("fileId"), ana.token());
        stage.line("%s, %s, %d × %d, %d bytes; %s"
                .formatted(
                        attached.getString("name"),
                        seen.path("contentType").asString(),
                        seen.path("width").asInt(),
                        seen.path("height").asInt(),
                        seen.path("size").asLong(),
                        new Bilingual("its address expires", "su dirección caduca")));
        Stage.check(
                rest.bytes(seen.path("url").asString()).length
                        == seen.path("size").asInt(),
                "Ana gets all of the photo");
    }

    private void moderation() {
        stage.headline(new Bilingual(
                "Ana insults; Luis reports and blocks her", "Ana insulta; Luis la denuncia y la bloquea"));
        JSONObject insult = Person.within(ana.emit("message:send", text("no seas idiota")), "message:send")
                .data()
                .getJSONObject("message");
        Stage.check(insult.optBoolean("masked"), "an insult is masked");
        stage.line("Ana → Luis  " + insult.getString("content"));
        JSONObject report = Person.within(
                        luis.emit(
                                "user:report",
                                new JSONObject()
                                        .put("userId", ana.id())
                                        .put("category", "insult")
                                        .put("messageIds", new JSONArray(List.of(insult.getString("id"))))),
                        "user:report")
                .data();
        stage.line("user:report " + report.getString("id"));
        Person.within(luis.emit("user:block", new JSONObject().put("userId", ana.id())), "user:block");
        String refused = Person.refusal(ana.emit("message:send", text("¿hola?")));
        Stage.check(refused.equals("blocked"), "who is blocked is refused; the answer was " + refused);
        stage.line("Ana → Luis  ✗ " + refused);
    }

    private JSONObject text(String content) {
        return new JSONObject().put("chatId", chatId).put("content", content);
    }

    private static byte[] drawing() {
        return Picture.png(320, 200, pen -> {
            pen.setColor(Color.WHITE);
            pen.fillRect(0, 0, 320, 200);
            pen.setColor(Color.BLUE);
            pen.drawOval(40, 90, 90, 90);
            pen.drawOval(190, 90, 90, 90);
            pen.drawPolyline(new int[] {85, 150, 235, 120, 85}, new int[] {135, 135, 135, 70, 135}, 5);
        });
    }
}
