package io.livemarket.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The options of a service's own JVM, where the environment gives none. */
class JvmOptionsTest {

    private static final String FIRST_COMPILER_ONLY = "-XX:TieredStopAtLevel=1";

    @Test
    void onlyServicesOnAMessagesPathUseTheOptimisingCompiler() {
        List<String> optimised = Service.ALL.stream()
                .map(Service::name)
                .filter(name -> !JvmOptions.byDefault(name).contains(FIRST_COMPILER_ONLY))
                .toList();

        assertThat(optimised).containsExactlyInAnyOrder(Service.CHAT, Service.GATEWAY);
    }

    @Test
    void onlyTheArchiveOfThisBuildIsKept(@TempDir Path target) throws IOException {
        Path built = Files.createFile(target.resolve("livemarket-launcher.jar"));
        Path archive = Files.createFile(target.resolve("livemarket.jsa"));
        Files.setLastModifiedTime(built, FileTime.fromMillis(2_000));

        Files.setLastModifiedTime(archive, FileTime.fromMillis(3_000));
        assertThat(JvmOptions.classArchive(target, "livemarket")).contains("-XX:SharedArchiveFile=" + archive);
        assertThat(archive).exists();

        Files.setLastModifiedTime(archive, FileTime.fromMillis(1_000));
        assertThat(JvmOptions.classArchive(target, "livemarket")).contains("-XX:+AutoCreateSharedArchive");
        assertThat(archive).doesNotExist();
    }

    @Test
    void aJvmLeavesAnArchiveWhereThereIsNoneYet(@TempDir Path target) throws IOException {
        List<String> options = JvmOptions.classArchive(target, "livemarket");
        assertThat(JvmOptions.leavesArchive(options)).isTrue();
        assertThat(JvmOptions.leavesArchive(List.of("-Xmx1g", "-XX:AOTCache=" + target.resolve("livemarket.aot"))))
                .isFalse();

        Files.createFile(target.resolve("livemarket.jsa"));
        assertThat(JvmOptions.leavesArchive(options)).isFalse();
    }

    @Test
    void everyServiceHasOneLimitOfItsHeap() {
        assertThat(Service.ALL)
                .allSatisfy(service -> assertThat(JvmOptions.byDefault(service.name()))
                        .filteredOn(option -> option.startsWith("-Xmx"))
                        .hasSize(1));
        assertThat(JvmOptions.byDefault(Service.FILE)).contains("-Xmx128m");
    }

    /** The script starts the launcher's JVM, and has these options in its own words. */
    @Test
    void theScriptPutsTheOptionsOfEveryJvmFirst() throws IOException {
        assertThat(Files.readString(Path.of("..", "livemarket")))
                .contains(String.join(" ", JvmOptions.FIRST) + " $options");
    }

    @Test
    void loadingTheClassesOfAStartCausesNoFullCollection() {
        assertThat(Service.ALL)
                .allSatisfy(service -> assertThat(JvmOptions.byDefault(service.name()))
                        .anyMatch(option -> option.startsWith("-XX:MetaspaceSize=")));
        assertThat(JvmOptions.ofKafka())
                .startsWith(JvmOptions.FIRST.toArray(String[]::new))
                .anyMatch(option -> option.startsWith("-XX:MetaspaceSize="));
    }

    @Test
    void servicesUseTheCacheOfThisBuildAlone(@TempDir Path target) throws IOException {
        Path built = Files.createFile(target.resolve("livemarket-launcher.jar"));
        Path cache = Files.writeString(target.resolve("livemarket.aot"), "classes and profiles");
        Files.setLastModifiedTime(built, FileTime.fromMillis(2_000));

        Files.setLastModifiedTime(cache, FileTime.fromMillis(3_000));
        assertThat(JvmOptions.serviceArchive(target, List.of())).contains("-XX:AOTCache=" + cache);
        assertThat(JvmOptions.serviceArchive(target, List.of("-Xmx1g", "-Xshare:off")))
                .doesNotContain("-XX:AOTCache=" + cache);
        assertThat(JvmOptions.serviceArchive(target, List.of("-XX:SharedArchiveFile=own.jsa")))
                .doesNotContain("-XX:AOTCache=" + cache);

        Files.setLastModifiedTime(cache, FileTime.fromMillis(1_000));
        assertThat(JvmOptions.serviceArchive(target, List.of())).isEmpty();
    }

    @Test
    void withoutACacheServicesUseTheArchiveOfThisBuild(@TempDir Path target) throws IOException {
        Path built = Files.createFile(target.resolve("livemarket-launcher.jar"));
        Path archive = Files.createFile(target.resolve("livemarket.jsa"));
        Files.setLastModifiedTime(built, FileTime.fromMillis(2_000));
        Files.setLastModifiedTime(archive, FileTime.fromMillis(3_000));
        Files.createFile(target.resolve("livemarket.aot")); // A training that was cut leaves it without content.

        assertThat(JvmOptions.serviceArchive(target, List.of())).contains("-XX:SharedArchiveFile=" + archive);
    }
}
