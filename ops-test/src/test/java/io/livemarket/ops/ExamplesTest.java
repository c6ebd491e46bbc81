package io.livemarket.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The files of {@code k8s/examples} can be applied beside the production overlay as docs/operations.md describes it.
 */
class ExamplesTest {

    private static final String OPERATIONS = Project.text("docs/operations.md");
    private static final Pattern FILE = Pattern.compile("k8s/(?!overlays/shop)[a-z0-9./-]*[a-z0-9]");

    private final Rendered examples = Rendered.of(Rendered.EXAMPLES);
    private final Rendered production = Rendered.of(Rendered.PRODUCTION);

    @Test
    void examplesAreInTheNamespaceOfTheOverlay() {
        Set<String> namespaces = production.objects().stream()
                .map(object -> object.at("/metadata/namespace").asString(""))
                .filter(namespace -> !namespace.isEmpty())
                .collect(Collectors.toSet());
        assertThat(namespaces).hasSize(1);
        assertThat(examples.objects())
                .isNotEmpty()
                .allSatisfy(
                        object -> assertThat(object.at("/metadata/namespace").asString(""))
                                .as(object.toString())
                                .isIn(namespaces));
    }

    @Test
    void imagesOfExamplesAreThoseOfTheOverlay() {
        Set<String> ours = production
                .services()
                .map(workload -> workload.container().path("image").asString())
                .collect(Collectors.toSet());
        Stream<String> containers = Stream.of("/spec/containers", "/spec/template/spec/containers")
                .flatMap(place -> examples.objects().stream().flatMap(object -> object.each(place)))
                .map(container -> container.path("image").asString());
        assertThat(containers).hasSize(2).allMatch(ours::contains);
    }

    @Test
    void theVaultHasEverySecretOfMongoDb() {
        Manifest mongodb = production.one("MongoDBCommunity", "livemarket-mongodb");
        assertThat(mongodb.each("/spec/users")
                        .map(user -> user.at("/passwordSecretRef/name").asString()))
                .isNotEmpty()
                .allMatch(secret -> ExampleSecrets.keys(secret).equals(Set.of("password")));
        assertThat(ExampleSecrets.keys(mongodb.at("/spec/security/tls/certificateKeySecretRef/name")
                        .asString()))
                .isEqualTo(Set.of("tls.crt", "tls.key"));
    }

    @Test
    void filesThatTheOperationsNameExist() {
        Set<String> named = FILE.matcher(OPERATIONS)
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named)
                .contains("k8s/examples/backup.yaml", "k8s/examples/backup-volume.yaml")
                .allSatisfy(file -> assertThat(Project.file(file)).exists());
    }

    @Test
    void operationsReplaceTheArgumentsOfTheJob() {
        assertThat(examples.one("Job", "livemarket-backup")
                        .each("/spec/template/spec/containers")
                        .flatMap(container -> Manifest.elements(container.path("args")))
                        .map(argument -> argument.asString()))
                .containsExactly("io.livemarket.kit.backup.BackupJob", "backup", "/backup/2026-01-31");
        assertThat(Project.text("k8s/examples/backup.yaml")).contains("BackupJob, backup,");
        assertThat(OPERATIONS)
                .contains("s/BackupJob, backup,/BackupJob, restore,/")
                .contains("s/2026-01-31/");
    }

    @Test
    void thePatchOfPartitionsNamesTheTopicsOfThatSetting() {
        Pattern patched = OPERATIONS
                .lines()
                .filter(line -> line.startsWith("      name: livemarket\\."))
                .map(line -> Pattern.compile(line.strip().substring("name: ".length())))
                .findFirst()
                .orElseThrow();
        assertThat(production.all("KafkaTopic"))
                .isNotEmpty()
                .allSatisfy(topic -> assertThat(topic.at("/spec/partitions").asInt())
                        .as(topic.name())
                        .isEqualTo(patched.matcher(topic.name()).matches() ? Settings.partitions() : 1));
    }
}
