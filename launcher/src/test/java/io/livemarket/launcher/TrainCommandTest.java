package io.livemarket.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** A training run touches nothing but its own data. */
class TrainCommandTest {

    @Test
    void theServersOfItsUserAreNotItsOwn() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "PATH",
                "/bin",
                "LIVEMARKET_KAFKA_BOOTSTRAP",
                "kafka.example:9092",
                "LIVEMARKET_MONGODB_URI",
                "mongodb://mongo.example",
                "LIVEMARKET_S3_ENDPOINT",
                "https://s3.example"));

        TrainCommand.withoutSettings(environment);

        assertThat(environment).containsOnlyKeys("PATH");
    }

    /** The script puts the JVM's options behind what its user wrote. */
    @Test
    void helpIsPrintedInsteadOfATraining() {
        StringWriter printed = new StringWriter();
        int exit = new CommandLine(new TrainCommand(null))
                .setOut(new PrintWriter(printed))
                .execute("--help", "--", "-Xmx1g");
        assertThat(exit).isZero();
        assertThat(printed.toString()).startsWith("Usage: train").doesNotContain("-Xmx1g");
    }
}
