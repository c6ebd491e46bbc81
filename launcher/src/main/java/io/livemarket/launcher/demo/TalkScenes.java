package io.livemarket.launcher.demo;

import io.livemarket.events.chat.ChatEvent;
import io.livemarket.launcher.Bilingual;
import io.livemarket.launcher.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.json.JSONObject;
import tools.jackson.databind.JsonNode;

/** The demo's scenes of a chat: messages with their receipts, a reconnect, the history, and the replay from Kafka. */
final class TalkScenes {

    private static final List<Bilingual> CONVERSATION = List.of(
            new Bilingual("Hello! Is the blue bicycle still for sale?", "¡Hola! ¿Sigue en venta la bicicleta azul?"),
            new Bilingual("It is. Would you like to see it?", "Sí. ¿Quiere verla?"),
            new Bilingual("Yes. Is tomorrow at six all right?", "Sí. ¿Mañana a las seis le va bien?"),
            new Bilingual("Perfect, at the market hall.", "Perfecto, en el mercado."));
    private static final List<Bilingual> WHILE_AWAY = List.of(
            new Bilingual("One more thing: does it have lights?", "Una cosa más: ¿tiene luces?"),
            new Bilingual("And can I pay in cash?", "¿Y puedo pagar en efectivo?"));

    private final Rest rest;
    private final ChatTopicsReader log;
    private final Person ana;
    private final Person luis;
    private final String chatId;
    private final Progress progress;
    private final Duration pause;
    private final List<Double> toReceived = new ArrayList<>();
    private final List<Bilingual> sent = new ArrayList<>();

    /**
     * @param ana connected
     * @param luis connected
     * @param chatId of their chat
     * @param pause between two messages, so that a person can read along
     */
    TalkScenes(
            Rest rest,
            ChatTopicsReader log,
            Person ana,
            Person luis,
            String chatId,
            Progress progress,
            Duration pause) {
        this.rest = rest;
        this.log = log;
        this.ana = ana;
        this.luis = luis;
        this.chatId = chatId;
        this.progress = progress;
        this.pause = pause;
    }

    void play() throws InterruptedException {
        talk();
        goAwayAndComeBack();
        history();
        replay();
    }

    private void talk() throws InterruptedException {
        for (int i = 0; i < CONVERSATION.size(); i++) {
            send(i % 2 == 0 ? ana : luis, i % 2 == 0 ? luis : ana, CONVERSATION.get(i));
            Thread.sleep(pause);
        }
    }

    private void send(Person sender, Person recipient, Bilingual text) {
        sent.add(text);
        long begun = System.nanoTime();
        var answer = sender.emit("message:send", message(text));
        Person.Received ack = Person.within(answer, "message:send");
        JSONObject message = ack.data().getJSONObject("message");
        String id = message.getString("id");
        long seq = message.getLong("seq");
        Person.Received received =
                recipient.await("message:receive", data -> data.getString("id").equals(id));
        check(
                received.data().getString("content").equals(text.toString()),
                "the text that came is the text that was sent");
        recipient.emit("message:delivered", upTo(seq));
        Person.Received delivered = sender.await("message:delivered", receiptOf(recipient, seq));
        recipient.emit("message:read", upTo(seq));
        Person.Received read = sender.await("message:read", receiptOf(recipient, seq));
        ChatTopicsReader.Path path = log.pathOf(id);
        toReceived.add(millis(begun, received.nanos()));

        line("");
        line("%s → %s  #%d  %s".formatted(sender.name(), recipient.name(), seq, text));
        line("    %s socket → gateway → chat.commands%s → chat-service → chat.events%s → gateway → %s socket"
                .formatted(sender.name(), path.command(), path.event(), recipient.name()));
        line("    %s %.1f ms   %s %.1f ms   %s %.1f ms   %s %.1f ms"
                .formatted(
                        new Bilingual("acknowledged", "aceptado"), millis(begun, ack.nanos()),
                        new Bilingual("received", "recibido"), millis(begun, received.nanos()),
                        new Bilingual("delivered", "entregado"), millis(begun, delivered.nanos()),
                        new Bilingual("read", "leído"), millis(begun, read.nanos())));
    }

    private void goAwayAndComeBack() {
        headline(new Bilingual(
                "Luis goes away; Ana writes on; Luis comes back", "Luis se va; Ana sigue escribiendo; Luis vuelve"));
        luis.disconnect();
        for (Bilingual text : WHILE_AWAY) {
            sent.add(text);
            JSONObject message = Person.within(ana.emit("message:send", message(text)), "message:send")
                    .data()
                    .getJSONObject("message");
            line("Ana  #%d  %s".formatted(message.getLong("seq"), text));
        }
        long begun = System.nanoTime();
        Person.Received reconnect = luis.connect();
        List<Long> missed = luis.all("message:receive").stream()
                .map(each -> each.getLong("seq"))
                .toList();
        check(missed.equals(List.of(5L, 6L)), "what Luis missed comes first, in order; it was " + missed);
        check(reconnect.data().getBoolean("recovered") && reconnect.data().getInt("missed") == 2, "reconnect says so");
        line("Luis: reconnect %s   %s   %.1f ms"
                .formatted(
                        reconnect.data(),
                        missed.stream().map(seq -> "#" + seq).collect(Collectors.joining(" ")),
                        millis(begun, reconnect.nanos())));
    }

    private void history() {
        headline(new Bilingual("Both read the history over REST", "Ambos leen el historial por REST"));
        for (Person reader : List.of(ana, luis)) {
            JsonNode page = rest.get("/chats/" + chatId + "/messages?afterSeq=0", reader.token());
            List<String> texts = StreamSupport.stream(page.path("items").spliterator(), false)
                    .map(item -> item.path("content").asString())
                    .toList();
            check(
                    texts.equals(sent.stream().map(Bilingual::toString).toList()),
                    reader.name() + " reads all that was sent");
            line("%s: %d %s, #1 … #%d"
                    .formatted(
                            reader.name(),
                            texts.size(),
                            new Bilingual("messages", "mensajes"),
                            page.path("items")
                                    .path(texts.size() - 1)
                                    .path("seq")
                                    .asLong()));
        }
    }

    private void replay() {
        headline(new Bilingual("The chat, replayed from Kafka", "El chat, reproducido desde Kafka"));
        List<ChatEvent> events = log.replay(chatId);
        for (int i = 0; i < events.size(); i++) {
            check(events.get(i).version() == i + 1, "versions are without gaps");
            line("  v%-3d %-18s %s"
                    .formatted(
                            events.get(i).version(),
                            events.get(i).getClass().getSimpleName(),
                            events.get(i).occurredAt()));
        }
        check(
                events.stream().filter(ChatEvent.MessageSent.class::isInstance).count() == sent.size(),
                "each message is one event");
    }

    /** The figures of the talk, as the last line of the demo. */
    void summary() {
        double[] sorted =
                toReceived.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        headline(Bilingual.of(
                "The %d messages of their talk: none lost, none doubled, in order; socket to socket in %.1f ms (median of %d)",
                "Los %d mensajes de su conversación: ninguno perdido ni duplicado, en orden; de socket a socket en %.1f ms (mediana de %d)",
                sent.size(),
                sorted[sorted.length / 2],
                Arrays.stream(sorted).count()));
    }

    private JSONObject message(Bilingual text) {
        return new JSONObject()
                .put("chatId", chatId)
                .put("content", text.toString())
                .put("clientMessageId", java.util.UUID.randomUUID().toString());
    }

    private JSONObject upTo(long seq) {
        return new JSONObject().put("chatId", chatId).put("upToSeq", seq);
    }

    private static java.util.function.Predicate<JSONObject> receiptOf(Person person, long seq) {
        return data -> data.getString("userId").equals(person.id()) && data.getLong("upToSeq") >= seq;
    }

    private static double millis(long from, long to) {
        return (to - from) / 1e6;
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
            throw new DemoFailedException(String.format(Locale.ROOT, "It does not hold that %s", what));
        }
    }
}
