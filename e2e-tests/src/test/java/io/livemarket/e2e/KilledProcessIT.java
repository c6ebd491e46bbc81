package io.livemarket.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The seventh guarantee: killing any process, the broker included, loses and doubles nothing that was acknowledged. */
class KilledProcessIT {

    private static final int BEFORE_THE_KILL = 20;

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"kafka,", "services,", "chat,--processes"})
    void whatWasAcknowledgedSurvivesAKilled(String victim, String options) throws Exception {
        Account ana;
        Account luis;
        String chat;
        List<Sent> sent;
        Path data = folder.resolve("data");
        try (RunningSystem system = RunningSystem.start(data, options == null ? new String[0] : new String[] {options})) {
            Map<String, Long> processes = system.processes();
            ana = Account.register(system.url(), "ana");
            luis = Account.register(system.url(), "luis");
            chat = ana.chatWith(system.url(), luis);
            sent = sendUntilNobodyAnswers(system, ana, chat, processes.get(victim));

            // Whoever killed the launcher itself killed the one who would say so.
            if (!victim.equals("services")) {
                LauncherProcess.Ended ended = system.up().end(90);
                assertThat(ended.exitCode()).as(ended.output()).isEqualTo(1);
                assertThat(ended.output()).contains(victim + " died");
            }
            Awaitility.await("nothing is left running").atMost(Duration.ofSeconds(60))
                    .until(() -> processes.values().stream().noneMatch(KilledProcessIT::isRunning));
        }

        try (RunningSystem again = RunningSystem.start(data)) {
            Account anaAgain = ana.logIn(again.url());
            resendWhatNobodyAnswered(again, anaAgain, chat, sent);

            List<JsonNode> history = luis.logIn(again.url()).history(again.url(), chat);

            assertThat(history).extracting(message -> message.path("seq").asLong())
                    .as("no gap, nothing doubled").containsExactlyElementsOf(
                            java.util.stream.LongStream.rangeClosed(1, sent.size()).boxed().toList());
            assertThat(history).extracting(message -> message.path("content").asString())
                    .containsExactlyElementsOf(sent.stream().map(Sent::content).toList());
            for (int i = 0; i < sent.size(); i++) {
                if (sent.get(i).acknowledgedAs() != null) {
                    assertThat(history.get(i).path("id").asString()).isEqualTo(sent.get(i).acknowledgedAs());
                }
            }
        }
    }

    /**
     * @param acknowledgedAs the id that the answer gave the message, or null when none came
     */
    private record Sent(String content, String clientMessageId, String acknowledgedAs) {
    }

    private static List<Sent> sendUntilNobodyAnswers(RunningSystem system, Account ana, String chat, long victim)
            throws IOException, InterruptedException {
        List<Sent> sent = new ArrayList<>();
        boolean answered = true;
        while (answered) {
            if (sent.size() == BEFORE_THE_KILL) {
                ProcessHandle.of(victim).orElseThrow().destroyForcibly();
            }
            String content = "message " + (sent.size() + 1);
            String clientMessageId = UUID.randomUUID().toString();
            AtomicReference<String> id = new AtomicReference<>();
            answered = send(system.url(), ana, chat, content, clientMessageId, id);
            sent.add(new Sent(content, clientMessageId, id.get()));
        }
        assertThat(sent).hasSizeGreaterThan(BEFORE_THE_KILL);
        return sent;
    }

    private static boolean send(String url, Account ana, String chat, String content, String clientMessageId,
            AtomicReference<String> id) throws InterruptedException {
        try {
            Account.Answer answer = ana.call(url, "POST", "/chats/" + chat + "/messages",
                    Map.of("type", "text", "content", content, "clientMessageId", clientMessageId));
            if (answer.status() != 201) {
                return false;
            }
            id.set(answer.body().path("id").asString());
            return true;
        } catch (IOException e) {
            return false; // Refused, cut or no answer: that is what a killed process looks like.
        }
    }

    private static void resendWhatNobodyAnswered(RunningSystem system, Account ana, String chat, List<Sent> sent)
            throws IOException, InterruptedException {
        for (Sent each : sent.stream().filter(message -> message.acknowledgedAs() == null).toList()) {
            ana.call(system.url(), "POST", "/chats/" + chat + "/messages", Map.of("type", "text",
                    "content", each.content(), "clientMessageId", each.clientMessageId())).expect(200, 201);
        }
    }

    private static boolean isRunning(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
