package io.livemarket.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Guarantee 7 of {@code docs/guarantees.md}: killing any process, the broker included, loses and doubles no
 * acknowledged message.
 */
class KilledProcessIT {

    private static final int AT_MOST_PER_KILL = 60;
    private static final int BEFORE_EACH_KILL = 20;
    private static final Duration BACK_WITHIN = Duration.ofMinutes(2);
    private static final String[] ONE_JVM = {};
    private static final String[] A_JVM_EACH = {"--processes"};

    @TempDir
    private Path folder;

    private final List<Sent> sent = new ArrayList<>();
    private RunningSystem system;
    private Account ana;
    private Account luis;
    private String chat;

    /** @param acknowledgedAs the id that the answer gave the message, or null when none came */
    private record Sent(String content, String clientMessageId, String acknowledgedAs) {}

    /** One conversation through three deaths; after each, what the last one left is checked. */
    @Test
    void acknowledgedMessagesSurviveAnyKilledProcess() throws Exception {
        start(ONE_JVM);
        killAndAwaitItBack("kafka");
        assertNothingLostOrDoubled();
        killEverything();
        start(A_JVM_EACH);
        assertNothingLostOrDoubled();
        killAndAwaitItBack("chat");
        assertNothingLostOrDoubled();
    }

    @AfterEach
    void stop() throws IOException {
        system.close();
    }

    private void start(String... options) throws IOException, InterruptedException {
        system = RunningSystem.start(folder.resolve("data"), options);
        if (ana == null) {
            ana = Account.register(system.url(), "ana");
            luis = Account.register(system.url(), "luis");
            chat = ana.chatWith(system.url(), luis);
        } else {
            ana = ana.logIn(system.url());
            luis = luis.logIn(system.url());
        }
    }

    /** A part that is a process of its own is started again, and the system works as a whole again. */
    private void killAndAwaitItBack(String victim) throws IOException, InterruptedException {
        long killed = system.processes().get(victim);
        sendUntilNobodyAnswers(killed);
        Awaitility.await(victim + " is back")
                .atMost(BACK_WITHIN)
                .until(() -> system.up().output().contains(victim + " is back"));
        assertThat(system.up().output()).containsOnlyOnce(victim + " died");
        assertThat(system.processes().get(victim)).isNotEqualTo(killed);
        Awaitility.await("every part is healthy")
                .atMost(BACK_WITHIN)
                .pollInterval(Duration.ofSeconds(1))
                .until(() ->
                        LauncherProcess.run("status", "--data", system.data().toString())
                                        .exitCode()
                                == 0);
    }

    /** Whoever kills the launcher kills what would start anything again; nothing outlives it. */
    private void killEverything() throws IOException, InterruptedException {
        Map<String, Long> processes = system.processes();
        sendUntilNobodyAnswers(processes.get("services"));
        Awaitility.await("nothing is left running")
                .atMost(Duration.ofSeconds(60))
                .until(() -> processes.values().stream().noneMatch(KilledProcessIT::isRunning));
        system.close();
    }

    /** A part that is back within the patience of a request may leave none unanswered. */
    private void sendUntilNobodyAnswers(long victim) throws InterruptedException {
        int before = sent.size();
        Sent last;
        do {
            if (sent.size() == before + BEFORE_EACH_KILL) {
                ProcessHandle.of(victim).orElseThrow().destroyForcibly();
            }
            last = send("message " + (sent.size() + 1));
            sent.add(last);
        } while (last.acknowledgedAs() != null && sent.size() < before + AT_MOST_PER_KILL);
        assertThat(sent).hasSizeGreaterThan(before + BEFORE_EACH_KILL);
    }

    private Sent send(String content) throws InterruptedException {
        String clientMessageId = UUID.randomUUID().toString();
        String id = null;
        try {
            Account.Answer answer = ana.call(
                    system.url(),
                    "POST",
                    "/chats/" + chat + "/messages",
                    Map.of("type", "text", "content", content, "clientMessageId", clientMessageId));
            id = answer.status() == 201 ? answer.body().path("id").asString() : null;
        } catch (IOException e) {
            id = null; // Refused, cut or unanswered: that is what a killed process looks like.
        }
        return new Sent(content, clientMessageId, id);
    }

    /** After whoever got no answer sent again what they had sent. */
    private void assertNothingLostOrDoubled() throws IOException, InterruptedException {
        for (int i = 0; i < sent.size(); i++) {
            Sent each = sent.get(i);
            if (each.acknowledgedAs() == null) {
                String id = ana.call(
                                system.url(),
                                "POST",
                                "/chats/" + chat + "/messages",
                                Map.of(
                                        "type",
                                        "text",
                                        "content",
                                        each.content(),
                                        "clientMessageId",
                                        each.clientMessageId()))
                        .expect(200, 201)
                        .path("id")
                        .asString();
                sent.set(i, new Sent(each.content(), each.clientMessageId(), id));
            }
        }
        List<JsonNode> history = luis.history(system.url(), chat);

        assertThat(history)
                .extracting(message -> message.path("seq").asLong())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, sent.size()).boxed().toList());
        assertThat(history)
                .extracting(message -> message.path("id").asString())
                .containsExactlyElementsOf(
                        sent.stream().map(Sent::acknowledgedAs).toList());
        assertThat(history)
                .extracting(message -> message.path("content").asString())
                .containsExactlyElementsOf(sent.stream().map(Sent::content).toList());
    }

    private static boolean isRunning(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
