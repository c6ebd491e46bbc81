package io.livemarket.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Schemathesis against the running system: for every operation of the OpenAPI document, cases made from its schemas,
 * valid and not, as each kind of caller. No answer is a server's error, but for an {@code unavailable} that a repeated
 * request does not get ({@code checks.py}), and none is other than documented. Takes minutes and needs Python 3.10 and
 * PyPI; {@code -Dapi.fuzz.examples=200} tries more cases of each operation, {@code -Dapi.fuzz.seed} repeats a run.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIfSystemProperty(named = "api.fuzz", matches = "true", disabledReason = "switched on by -Dapi.fuzz=true")
class ApiFuzzIT {

    private static final int SECONDS = 1_800;
    private static final String CHECKS = "no_lasting_server_error,status_code_conformance,content_type_conformance,"
            + "response_headers_conformance,response_schema_conformance,missing_required_header";
    private static final Path TARGET = RunningSystem.root().resolve("e2e-tests/target");
    private static final Path SCRIPTS = RunningSystem.root().resolve("e2e-tests/src/test/python");
    private static final Path PYTHON = TARGET.resolve("schemathesis");

    private RunningSystem system;

    @BeforeAll
    void startEverything(@TempDir Path data) throws IOException, InterruptedException {
        Files.createDirectories(TARGET);
        run(List.of("python3", "-m", "venv", PYTHON.toString()));
        run(List.of(
                PYTHON.resolve("bin/pip").toString(),
                "install",
                "--quiet",
                "-r",
                SCRIPTS.resolve("requirements.txt").toString()));
        // Schemathesis asks as fast as it can, and 429 answers would hide the others.
        system = RunningSystem.start(
                data,
                new LauncherProcess.Additions(
                        "",
                        Map.of(
                                "LIVEMARKET_GATEWAY_REST_PERUSER_PERSECOND",
                                "100000",
                                "LIVEMARKET_GATEWAY_REST_PERUSER_BURST",
                                "100000",
                                "LIVEMARKET_GATEWAY_REST_PERADDRESS_PERSECOND",
                                "100000",
                                "LIVEMARKET_GATEWAY_REST_PERADDRESS_BURST",
                                "100000",
                                "LIVEMARKET_ACCOUNTS_BOOTSTRAPMODERATORS",
                                "api-staff,e2e-moderator",
                                "LIVEMARKET_ACCOUNTS_BOOTSTRAPOPERATORS",
                                "api-staff," + DocumentedApi.OPERATOR)));
    }

    @AfterAll
    void stopEverything() throws IOException {
        if (system != null) {
            system.close();
        }
    }

    @Test
    void everyOperationAnswersAsDocumentedWithOneThingWrong() throws Exception {
        DocumentedApi.assertEveryAnswerKeepsToIt(system);
    }

    @ParameterizedTest
    @ValueSource(strings = {"without a token", "without a role", "with both roles"})
    void everyAnswerIsADocumentedOne(String caller) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                PYTHON.resolve("bin/st").toString(),
                "run",
                system.url() + "/v3/api-docs",
                "--checks",
                CHECKS,
                "--phases",
                "examples,coverage,fuzzing",
                "--continue-on-failure",
                "--request-timeout",
                "60",
                "--max-examples",
                System.getProperty("api.fuzz.examples", "30"),
                "--seed",
                System.getProperty("api.fuzz.seed", "1"),
                "--suppress-health-check",
                "all",
                "--no-color"));
        switch (caller) {
            case "without a role" ->
                command.addAll(bearer(Account.register(system.url(), "api").token()));
            case "with both roles" ->
                command.addAll(
                        bearer(Account.registerAs(system.url(), "api-staff").token()));
            default -> {}
        }
        NodeClient.Result result = NodeClient.run(
                TARGET,
                SECONDS,
                command,
                Map.of("SCHEMATHESIS_HOOKS", SCRIPTS.resolve("checks.py").toString()));
        Files.writeString(TARGET.resolve("api-fuzz-" + caller.replace(' ', '-') + ".txt"), result.output());
        assertThat(result.exit()).as(result.output()).isZero();
    }

    private static List<String> bearer(String token) {
        return List.of("--header", "Authorization: Bearer " + token);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        NodeClient.complete(RunningSystem.root(), SECONDS, command);
    }
}
