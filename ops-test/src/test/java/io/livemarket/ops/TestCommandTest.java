package io.livemarket.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The arguments that {@code ./livemarket test} gives to Maven, printed by a script in the wrapper's place. */
@DisabledOnOs(OS.WINDOWS)
class TestCommandTest {

    @TempDir
    private Path project;

    private record Run(int status, List<String> lines) {

        String argument(String name) {
            return lines.stream()
                    .filter(line -> line.startsWith(name + '='))
                    .map(line -> line.substring(name.length() + 1))
                    .findFirst()
                    .orElse("");
        }
    }

    @BeforeEach
    void copyTheScript() throws IOException {
        copy("livemarket");
        copy("pom.xml");
        for (String module : List.of("chat-service", "service-kit", "kit-tests", "e2e-tests", "cluster-tests")) {
            copy(module + "/pom.xml");
        }
        test("chat-service", "io/livemarket/chat/domain/DealsTest");
        test("chat-service", "io/livemarket/chat/MessagesIT");
        test("service-kit", "io/livemarket/kit/kafka/TopicTailIT");
        test("e2e-tests", "io/livemarket/e2e/LauncherIT");
        Path wrapper = Files.writeString(project.resolve("mvnw"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        assertThat(wrapper.toFile().setExecutable(true)).isTrue();
    }

    private void copy(String file) throws IOException {
        Files.createDirectories(project.resolve(file).getParent());
        Files.writeString(project.resolve(file), Project.text(file));
    }

    private void test(String module, String name) throws IOException {
        Path file = project.resolve(module).resolve("src/test/java").resolve(name + ".java");
        Files.createDirectories(file.getParent());
        Files.createFile(file);
    }

    private Run run(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("sh", project.resolve("livemarket").toString(), "test"));
        command.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), lines);
    }

    @Test
    void withoutAModuleEveryModuleIsTested() throws IOException, InterruptedException {
        assertThat(run().lines()).containsExactly("-B", "-ntp", "-T", "4", "verify");
        assertThat(run("-Dapi.fuzz=true").lines())
                .containsExactly("-B", "-ntp", "-T", "4", "verify", "-Dapi.fuzz=true");
    }

    @Test
    void ofAModuleItsOwnTestsAloneRun() throws IOException, InterruptedException {
        Run run = run("chat-service/", "-o");
        assertThat(run.lines()).contains("-pl", "chat-service", "-am", "verify").endsWith("-o");
        assertThat(run.argument("-Dtest")).isEqualTo("io/livemarket/chat/**/*Test");
        assertThat(run.argument("-Dit.test")).isEqualTo("io/livemarket/chat/**/*IT");
    }

    @Test
    void oneClassOrMethodRuns() throws IOException, InterruptedException {
        Run unit = run("chat-service", "DealsTest");
        assertThat(unit.argument("-Dtest")).isEqualTo("io/livemarket/chat/domain/DealsTest");
        assertThat(unit.argument("-Dit.test")).isEqualTo("NONE");
        Run integration = run("chat-service", "MessagesIT#anyOne");
        assertThat(integration.argument("-Dtest")).isEqualTo("NONE");
        assertThat(integration.argument("-Dit.test")).isEqualTo("io/livemarket/chat/MessagesIT#anyOne");
    }

    @Test
    void aModuleWithoutSourcesRunsThePomsTests() throws IOException, InterruptedException {
        Run kit = run("kit-tests");
        assertThat(kit.argument("-Dtest")).isEqualTo("NONE");
        assertThat(kit.argument("-Dit.test")).isEqualTo("io/livemarket/kit/**/*IT");
        Run cluster = run("cluster-tests");
        assertThat(cluster.argument("-Dtest")).isEqualTo("NONE");
        assertThat(cluster.argument("-Dit.test")).isEqualTo("KilledProcessIT,SeveralGatewaysIT");
        assertThat(run("e2e-tests").argument("-Dit.test"))
                .startsWith("io/livemarket/e2e/**/*IT,")
                .contains(",!SeveralGatewaysIT");
    }

    @Test
    void unknownModulesAndTestsAreRefused() throws IOException, InterruptedException {
        Run module = run("chats");
        assertThat(module.status()).isEqualTo(2);
        assertThat(module.lines())
                .singleElement()
                .asString()
                .contains("no module chats")
                .contains("chat-service");
        Run test = run("chat-service", "NoSuchTest");
        assertThat(test.status()).isEqualTo(2);
        assertThat(test.lines()).containsExactly("livemarket: chat-service has no test NoSuchTest");
    }
}
