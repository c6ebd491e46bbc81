package io.livemarket.launcher.demo;

import io.livemarket.launcher.Progress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The demo: two people register, open a chat and talk through real sockets; one goes away and comes back; both read the
 * history over REST; the chat is replayed from Kafka; one sells something to the other; then presence, notifications, a
 * photo and moderation. Each step is checked, not only shown.
 */
public final class Demo {

    private final URI url;
    private final String kafka;
    private final Progress progress;
    private final Duration pause;

    /**
     * @param url address of the system
     * @param kafka the broker's address
     * @param pause between two messages, so that a person can read along
     */
    public Demo(URI url, String kafka, Progress progress, Duration pause) {
        this.url = url;
        this.kafka = kafka;
        this.progress = progress;
        this.pause = pause;
    }

    /**
     * Plays all steps.
     *
     * @param marketplace the service account of the marketplace, which sends system messages
     * @throws DemoFailedException when the system does not behave as the demo expects
     * @throws InterruptedException when the demo is to end early
     */
    public void run(ServiceAccount marketplace) throws InterruptedException {
        try (Rest rest = new Rest(url);
                ChatTopicsReader log = new ChatTopicsReader(kafka);
                Person ana = Person.register(rest, url, "Ana");
                Person luis = Person.register(rest, url, "Luis")) {
            play(rest, log, ana, luis, marketplace);
        }
    }

    private void play(Rest rest, ChatTopicsReader log, Person ana, Person luis, ServiceAccount marketplace)
            throws InterruptedException {
        progress.print("");
        progress.print("Ana, a buyer, and Luis, a seller, connect over Socket.IO and open a chat");
        progress.print("Ana, compradora, y Luis, vendedor, se conectan por Socket.IO y abren un chat");
        ana.connect();
        luis.connect();
        String chatId = rest.post("/chats", ana.token(), Map.of("type", "private", "participants", List.of(luis.id())))
                .path("id")
                .asString();
        progress.print("chat " + chatId);
        TalkScenes talk = new TalkScenes(rest, log, ana, luis, chatId, progress, pause);
        talk.play();
        Stage stage = new Stage(progress);
        new SaleScenes(rest, log, stage, ana, luis).play(marketplace);
        new MarketScenes(rest, stage, ana, luis, chatId).play();
        talk.summary();
    }
}
