package io.livemarket.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import io.livemarket.e2e.ExamplePrograms.Running;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The clients of {@code examples} chat with each other through the running system, each with the next one's language;
 * and in it a sale takes place in the browsers of a buyer and a seller.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExamplesIT {

    private static final Duration LIMIT = Duration.ofSeconds(120);

    private Map<String, List<String>> programs;
    private RunningSystem system;
    private HttpServer page;

    @BeforeAll
    void startEverything(@TempDir Path data) throws IOException, InterruptedException {
        programs = ExamplePrograms.install();
        page = SimpleFileServer.createFileServer(
                new InetSocketAddress("localhost", 0), ExamplePrograms.pageFolder(), SimpleFileServer.OutputLevel.NONE);
        page.start();
        system = RunningSystem.start(
                data,
                new LauncherProcess.Additions(
                        "",
                        Map.of("LIVEMARKET_GATEWAY_ALLOWEDORIGINS", pageOrigin(), BrowserTests.REMINDER_AFTER, "2s")));
    }

    @AfterAll
    void stopEverything() throws IOException {
        if (page != null) {
            page.stop(0);
        }
        if (system != null) {
            system.close();
        }
    }

    private String pageOrigin() {
        return "http://localhost:" + page.getAddress().getPort();
    }

    List<String> languages() {
        return List.copyOf(programs.keySet());
    }

    @ParameterizedTest
    @MethodSource("languages")
    void aMessageOfOneIsPrintedByAnotherThatListens(String language) throws Exception {
        Person ana = Person.someone();
        Person luis = Person.someone();
        try (Running listener = start(following(language), luis, "listen", "1")) {
            await().atMost(LIMIT).until(() -> listener.printed().contains("listening"));
            assertThat(printed(start(programs.get(language), ana, "send", luis.name(), "from " + language)))
                    .contains("sent: from " + language);
            assertThat(printed(listener)).contains("received: from " + language);
        }
    }

    @ParameterizedTest
    @MethodSource("languages")
    void messagesSentMeanwhileArePrintedAfterTheConnect(String language) throws Exception {
        Person ana = Person.someone();
        Person luis = Person.someone();
        try (Running first = start(programs.get(language), luis, "listen", "1")) {
            await().atMost(LIMIT).until(() -> first.printed().contains("listening"));
        }
        for (String text : List.of("one", "two", "three")) {
            assertThat(printed(start(following(language), ana, "send", luis.name(), text)))
                    .contains("sent: " + text);
        }
        assertThat(printed(start(programs.get(language), luis, "listen", "3"))
                        .lines()
                        .filter(line -> line.startsWith("received:")))
                .containsExactly("received: one", "received: two", "received: three");
        assertThat(printed(start(following(language), ana, "send", luis.name(), "four"))
                        .lines()
                        .filter(line -> line.startsWith("sent:")))
                .as("what an earlier run sent")
                .containsExactly("sent: four");
        assertThat(printed(start(programs.get(language), luis, "listen", "1"))
                        .lines()
                        .filter(line -> line.startsWith("received:")))
                .as("what was confirmed before counts no more")
                .containsExactly("received: four");
    }

    @Test
    void theSubscriberReadsWrittenMessages() throws Exception {
        Person ana = Person.someone();
        Person luis = Person.someone();
        try (Running listener = start(programs.get("java"), luis, "listen", "1")) {
            await().atMost(LIMIT).until(() -> listener.printed().contains("listening"));
        }
        assertThat(printed(start(programs.get("java"), ana, "send", luis.name(), "question")))
                .contains("sent: question");
        assertThat(printed(start(programs.get("java"), luis, "send", ana.name(), "answer")))
                .contains("sent: answer");
        NodeClient.Result printed = TopicSubscriberIT.run(system.kafka());
        assertThat(printed.exit()).as(printed.output()).isZero();
        assertThat(printed.output().lines()).anyMatch(line -> line.matches("[0-9a-f-]{36}  \\d+ answers  median PT.*"));
    }

    @Test
    void aSaleTakesPlaceInTwoBrowsers() throws Exception {
        BrowserTests.assumeTheyCanRun();
        BrowserTests.run("sale", system.url(), system.data(), Map.of());
    }

    @Test
    void twoPeopleChatOnThePageOfAnotherOrigin() throws Exception {
        Path webClient = RunningSystem.root().resolve("web-client");
        BrowserTests.assumeTheyCanRun();
        Assumptions.assumeTrue(TypeScriptClient.compile().isPresent(), "skipped: there is no Node 20 or newer");
        ExamplePrograms.makePage();
        NodeClient.Result result = NodeClient.run(
                RunningSystem.root(),
                300,
                List.of("node", "e2e-tests/src/test/node/embed.mjs", system.url(), pageOrigin(), webClient.toString()),
                Map.of());
        assertThat(result.exit()).as(result.output()).isZero();
        assertThat(result.output()).contains("two pages of another origin chatted");
    }

    private List<String> following(String language) {
        List<String> all = languages();
        return programs.get(all.get((all.indexOf(language) + 1) % all.size()));
    }

    private Running start(List<String> program, Person person, String... rest) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(system.url(), person.name(), person.password()));
        arguments.addAll(List.of(rest));
        return Running.start(program, arguments.toArray(String[]::new));
    }

    /** Everything that a program has printed when it has ended by itself, and well. */
    private static String printed(Running program) throws Exception {
        try (program) {
            boolean ended = program.process().waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
            String printed = program.printed();
            assertThat(ended).as("ended; printed: %s", printed).isTrue();
            assertThat(program.process().exitValue()).as(printed).isZero();
            return printed;
        }
    }

    /** A user who signs up when they first appear. */
    private record Person(String name, String password) {

        static Person someone() {
            return new Person(
                    "x" + UUID.randomUUID().toString().substring(0, 12), "correct horse " + UUID.randomUUID());
        }
    }
}
