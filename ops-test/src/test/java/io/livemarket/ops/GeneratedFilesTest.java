package io.livemarket.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The files and documents that are written from the code are up to date; {@code -Dlivemarket.write=true} writes them.
 */
class GeneratedFilesTest {

    @Test
    void deploymentFilesAreGeneratedFromTheCode() throws IOException {
        hold(GeneratedFiles.all());
    }

    @Test
    void documentsAreGeneratedFromTheCode() throws IOException {
        hold(GeneratedDocuments.all());
    }

    private static void hold(Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (Boolean.getBoolean("livemarket.write")) {
                Files.writeString(Project.file(file.getKey()), file.getValue());
            }
            assertThat(Project.text(file.getKey()))
                    .as(
                            "%s; write it anew: ./mvnw -pl ops-test -am test "
                                    + "-Dtest=GeneratedFilesTest -Dsurefire.failIfNoSpecifiedTests=false -Dlivemarket.write=true",
                            file.getKey())
                    .isEqualTo(file.getValue());
        }
    }
}
