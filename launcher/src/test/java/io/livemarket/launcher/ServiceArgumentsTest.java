package io.livemarket.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceArgumentsTest {

    private static final String OPERATORS = "--livemarket.accounts.bootstrap-operators=";
    private static final String MODERATORS = "--livemarket.accounts.bootstrap-moderators=";
    private static final int PORT = 9000;

    @TempDir
    private Path folder;

    private final UpOptions options = new UpOptions();
    private Secrets secrets;

    @BeforeEach
    void makeSecrets() throws IOException {
        options.host = "127.0.0.1";
        options.port = 8080;
        secrets = Secrets.in(folder);
    }

    @Test
    void theCommandLineHasOperatorsTheEnvironmentModerators() {
        assertThat(of(Service.AUTH))
                .anyMatch(argument ->
                        argument.startsWith(OPERATORS + secrets.operator().username()))
                .noneMatch(argument -> argument.startsWith(MODERATORS));
    }

    @Test
    void theStaffOfADemoHasBothRoles() {
        options.staff = Optional.of("marta-1");

        assertThat(of(Service.AUTH))
                .anyMatch(argument ->
                        argument.startsWith(OPERATORS + secrets.operator().username() + ",marta-1"))
                .anyMatch(argument -> argument.startsWith(MODERATORS + "marta-1"));
    }

    @Test
    void mailsAreFilesInTheDataDirectory() {
        assertThat(of(Service.AUTH))
                .contains(
                        "--livemarket.mail.transport=file",
                        "--livemarket.mail.directory=" + folder.toAbsolutePath().resolve("mail"),
                        "--livemarket.mail.web-client=http://localhost:8080/app");
        assertThat(of("chat")).noneMatch(argument -> argument.startsWith("--livemarket.mail."));
    }

    @Test
    void noOtherServiceGetsRoles() {
        options.staff = Optional.of("marta-1");

        assertThat(of("chat")).noneMatch(argument -> argument.startsWith("--livemarket.accounts."));
    }

    @Test
    void copiesTakeOverWithinSecondsWhereTheBrokerIsOurs() {
        String timeout = "--livemarket.kafka.session-timeout=2s";
        assertThat(of("chat")).as("one copy").doesNotContain(timeout);
        options.replicas.put("chat", 2);
        assertThat(of("chat")).contains(timeout);
        options.kafka = "kafka.example:9092";
        assertThat(of("chat")).as("a broker with its own least timeout").doesNotContain(timeout);
    }

    private List<String> of(String service) {
        ServiceArguments arguments = new ServiceArguments(
                "127.0.0.1:1",
                "mongodb://127.0.0.1:1",
                S3Place.of("http://127.0.0.1:1"),
                options,
                folder,
                secrets,
                Map.of(Service.AUTH, List.of(PORT)));
        return arguments.of(new Service(service, "none"), 1, PORT, PORT);
    }
}
