package io.livemarket.launcher.demo;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.json.JSONObject;

/** Pairs of users who write to each other for a while, so that a training run executes each step of a message often. */
public final class Rehearsal {

    private static final int PAIRS = 3;
    /** Half of the rate that the gateway accepts of a socket, receipts included. */
    private static final int MESSAGES_PER_SECOND = 20;

    private Rehearsal() {}

    /**
     * Registers the users, and returns after this time.
     *
     * @throws DemoFailedException when a message is refused or not answered
     * @throws InterruptedException when the calling thread is interrupted
     */
    public static void play(URI url, Duration time) throws InterruptedException {
        List<Person> people = new ArrayList<>();
        try (Rest rest = new Rest(url)) {
            for (int i = 0; i < 2 * PAIRS; i++) {
                people.add(Person.register(rest, url, "Rehearsal"));
                people.getLast().connect();
            }
            long until = System.nanoTime() + time.toNanos();
            while (System.nanoTime() < until) {
                long next = System.nanoTime() + Duration.ofSeconds(1).toNanos() / MESSAGES_PER_SECOND;
                round(people).forEach(answer -> Person.within(answer, "message:send"));
                Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
            }
        } finally {
            people.forEach(Person::close);
        }
    }

    private static List<CompletableFuture<Person.Received>> round(List<Person> people) {
        List<CompletableFuture<Person.Received>> answers = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            answers.add(people.get(i)
                    .emit(
                            "message:send",
                            new JSONObject(Map.of(
                                    "to",
                                    people.get(i ^ 1).id(),
                                    "content",
                                    "Is the blue bicycle still for sale?",
                                    "clientMessageId",
                                    UUID.randomUUID().toString()))));
        }
        return answers;
    }
}
