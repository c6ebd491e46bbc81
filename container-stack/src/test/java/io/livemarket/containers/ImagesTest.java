package io.livemarket.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ImagesTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void testsRunOnTheVersionsOfCompose() throws IOException {
        assertThat(Pattern.compile("(?m)^ +image: ((?:apache/kafka|mongo|chrislusf/seaweedfs):\\S+)$")
                        .matcher(Files.readString(ROOT.resolve("docker-compose.yml")))
                        .results()
                        .map(result -> result.group(1)))
                .containsExactly(Images.KAFKA, Images.MONGO, Images.S3);
    }

    @Test
    void theEmbeddedBrokerIsOfTheVersionOfTheImage() throws IOException {
        MatchResult version = Pattern.compile("<kafka-broker.version>(.+)</kafka-broker.version>")
                .matcher(Files.readString(ROOT.resolve("pom.xml")))
                .results()
                .findFirst()
                .orElseThrow();
        assertThat(Images.KAFKA).endsWith(":" + version.group(1));
    }
}
