package io.livemarket.launcher.demo;

import io.livemarket.events.chat.ChatEvent;
import io.livemarket.launcher.Bilingual;
import io.livemarket.launcher.Progress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.json.JSONObject;
import tools.jackson.databind.JsonNode;

/**
 * The demo: two people register, open a chat and talk through real sockets; one goes away and comes back; both read the
 * history over REST; the chat is replayed from Kafka; then presence, notifications, a photo and moderation. Each step
 * is checked, not only shown.
 */
public final class Demo {

    private static final List<Bilingual> CONVERSATION = List.of(
            new Bilingual("Hello! Is the blue bicycle still for sale?", "¡Hola! ¿Sigue en venta la bicicleta azul?"),
            new Bilingual("It is. Would you like to see it?", "Sí. ¿Quiere verla?"),
            new Bilingual("Yes. Is tomorrow at six all right?", "Sí. ¿Mañana a las seis le va bien?"),
            new Bilingual("Perfect, at the market hall.", "Perfecto, en el mercado."));
    private static final List<Bilingual> WHILE_AWAY = List.of(
            new Bilingual("One more thing: does it have lights?", "Una cosa más: ¿tiene luces?"),
            new Bilingual("And can I pay in cash?", "¿Y puedo pagar en efectivo?"));

    private final URI url;
    private final String kafka;
    private final Progress progress;
    private final Duration pause;
    private final List<Double> toReceived = new ArrayList<>();
    private final List<Bilingual> said = new ArrayList<>();
    private Rest rest;
    private ChatLog log;
    private Person ana;
    private Person luis;
    private String chatId;

    /**
     * @param url where the system is
     * @param kafka its broker's address
     * @param pause between two messages, so that people can read along
     */
    public Demo(URI url, String kafka, Progress progress, Duration pause) {
        this.url = url;
        this.kafka = kafka;
        this.progress = progress;
        this.pause = pause;
    }

    /**
     * Shows everything.
     *
     * @throws DemoFailedException when the system does not do what it should
     * @throws InterruptedException when somebody wants it to end
     */
    public void run() throws InterruptedException {
        try (Rest calls = new Rest(url);
                ChatLog records = new ChatLog(kafka)) {
            rest = calls;
            log = records;
            try (Person buyer = Person.register(rest, url, "Ana");
                    Person seller = Person.register(rest, url, "Luis")) {
                ana = buyer;
                luis = seller;
                play();
            }
        }
    }

    private void play() throws InterruptedException {
        headline(new Bilingual(
                "Ana, a buyer, and Luis, a seller, connect over Socket.IO and open a chat",
                "Ana, compradora, y Luis, vendedor, se conectan por Socket.IO y abren un chat"));
        ana.connect();
        luis.connect();
        chatId = rest.post("/chats", ana.token(), Map.of("type", "private", "participants", List.of(luis.id())))
                .path("id")
                .asString();
        line("chat " + chatId);
        talk();
        goAwayAndComeBack();
        history();
        replay();
        new MarketScenes(rest, progress, ana, luis, chatId).play();
        summary();
    }

    private void talk() throws InterruptedException {
        for (int i = 0; i < CONVERSATION.size(); i++) {
            say(i % 2 == 0 ? ana : luis, i % 2 == 0 ? luis : ana, CONVERSATION.get(i));
            Thread.sleep(pause);
        }
    }

    private void say(Person sender, Person recipient, Bilingual text) {
        said.add(text);
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
        ChatLog.Path path = log.pathOf(id);
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
            said.add(text);
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
                    texts.equals(said.stream().map(Bilingual::toString).toList()),
                    reader.name() + " reads all that was said");
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
                events.stream().filter(ChatEvent.MessageSent.class::isInstance).count() == said.size(),
                "each message is one event");
    }

    private void summary() {
        double[] sorted =
                toReceived.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        headline(Bilingual.of(
                "The %d messages of their talk: none lost, none doubled, in order; socket to socket in %.1f ms (median of %d)",
                "Los %d mensajes de su conversación: ninguno perdido ni duplicado, en orden; de socket a socket en %.1f ms (mediana de %d)",
                said.size(),
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
        progress.say(text);
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new DemoFailedException(String.format(Locale.ROOT, "It does not hold that %s", what));
        }
    }
}
