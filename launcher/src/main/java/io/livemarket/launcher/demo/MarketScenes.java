package io.livemarket.launcher.demo;

import io.livemarket.launcher.Bilingual;
import io.livemarket.launcher.Progress;
import java.awt.Color;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.json.JSONArray;
import org.json.JSONObject;
import tools.jackson.databind.JsonNode;

/** The demo's scenes beside messages: presence, notifications, a photo, and the moderation of an insult. */
final class MarketScenes {

    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(15);
    private static final long LOOK_AGAIN_MILLIS = 200;

    private final Rest rest;
    private final Progress progress;
    private final Person ana;
    private final Person luis;
    private final String chatId;

    MarketScenes(Rest rest, Progress progress, Person ana, Person luis, String chatId) {
        this.rest = rest;
        this.progress = progress;
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
        headline(new Bilingual("Ana sees that Luis is there and is typing", "Ana ve que Luis está y escribe"));
        JSONObject asked = new JSONObject().put("userIds", new JSONArray(List.of(luis.id())));
        JSONObject status = until(
                "the status of Luis is online",
                () -> Person.within(ana.emit("user:status", asked), "user:status")
                        .data()
                        .getJSONArray("statuses")
                        .getJSONObject(0),
                found -> found.getString("status").equals("online"));
        line("Luis: " + status.getString("status"));
        long begun = System.nanoTime();
        luis.emit("user:typing", new JSONObject().put("chatId", chatId).put("typing", true));
        Person.Received typing =
                ana.await("user:typing", data -> data.getString("userId").equals(luis.id()));
        line("Luis → Ana  user:typing %s  %.1f ms".formatted(typing.data(), (typing.nanos() - begun) / 1e6));
    }

    private void notifications() throws InterruptedException {
        headline(new Bilingual(
                "Luis was told what came while he was away", "A Luis se le avisó de lo que llegó en su ausencia"));
        JsonNode told = until(
                "there is a notification of two messages",
                () -> rest.get("/notifications", luis.token()).path("items").path(0),
                item -> item.path("count").asInt() == 2);
        line("%s: %s / %s, %d"
                .formatted(
                        told.path("kind").asString(),
                        told.path("text").asString(),
                        told.path("textEs").asString(),
                        told.path("count").asInt()));
        luis.emit("message:read", new JSONObject().put("chatId", chatId).put("upToSeq", 6));
        luis.await("notification:clear", data -> data.optString("chatId").equals(chatId));
        line(new Bilingual("read, and so cleared on all his devices", "leído, y así borrado en todos sus dispositivos")
                .toString());
    }

    private void photo() {
        headline(new Bilingual("Luis sends a photo of the bicycle", "Luis envía una foto de la bicicleta"));
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
        line("%s, %s, %d × %d, %d bytes; %s"
                .formatted(
                        attached.getString("name"),
                        seen.path("contentType").asString(),
                        seen.path("width").asInt(),
                        seen.path("height").asInt(),
                        seen.path("size").asLong(),
                        new Bilingual("its address expires", "su dirección caduca")));
        check(
                rest.bytes(seen.path("url").asString()).length
                        == seen.path("size").asInt(),
                "Ana gets all of the photo");
    }

    private void moderation() {
        headline(new Bilingual(
                "Ana insults; Luis reports and blocks her", "Ana insulta; Luis la denuncia y la bloquea"));
        JSONObject insult = Person.within(ana.emit("message:send", text("no seas idiota")), "message:send")
                .data()
                .getJSONObject("message");
        check(insult.optBoolean("masked"), "an insult is masked");
        line("Ana → Luis  " + insult.getString("content"));
        JSONObject report = Person.within(
                        luis.emit(
                                "user:report",
                                new JSONObject()
                                        .put("userId", ana.id())
                                        .put("category", "insult")
                                        .put("messageIds", new JSONArray(List.of(insult.getString("id"))))),
                        "user:report")
                .data();
        line("user:report " + report.getString("id"));
        Person.within(luis.emit("user:block", new JSONObject().put("userId", ana.id())), "user:block");
        String refused = Person.refusal(ana.emit("message:send", text("¿hola?")));
        check(refused.equals("blocked"), "who is blocked is refused; the answer was " + refused);
        line("Ana → Luis  ✗ " + refused);
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

    /** Repeats a request until its answer is the expected one; read models follow the events at a distance. */
    private static <T> T until(String what, Supplier<T> look, Predicate<T> found) throws InterruptedException {
        long deadline = System.nanoTime() + RESPONSE_TIMEOUT.toNanos();
        T seen = look.get();
        while (!found.test(seen)) {
            check(System.nanoTime() < deadline, what);
            Thread.sleep(LOOK_AGAIN_MILLIS);
            seen = look.get();
        }
        return seen;
    }

    private void headline(Bilingual text) {
        line("");
        line(text.english());
        line(text.spanish());
    }

    private void line(String text) {
        progress.print(text);
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new DemoFailedException("It does not hold that " + what);
        }
    }
}
