package io.livemarket.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Json;
import io.livemarket.kit.kafka.TopicsJob;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** docker-compose.yml is one that Docker takes, and gives every service what its code needs. */
class ComposeTest {

    private static final String[] ALL = {"--profile", "ha", "--profile", "observability", "config"};
    private static final Pattern PINNED = Pattern.compile(".+:v?\\d+(\\.\\d+)+");

    private final KnownProperties properties = new KnownProperties();
    private final JsonNode compose = load();

    private static JsonNode load() {
        Tools.Result result = Tools.run(
                "docker-compose",
                Stream.concat(Stream.of(ALL), Stream.of("--format", "json")).toArray(String[]::new));
        assertThat(result.code()).as(result.output()).isZero();
        return Json.MAPPER.readTree(result.output());
    }

    @Test
    void dockerTakesItWithAndWithoutProfiles() {
        for (List<String> profiles :
                List.of(List.<String>of(), List.of("--profile", "ha"), List.of("--profile", "observability"))) {
            Tools.Result result = Tools.run(
                    "docker-compose",
                    Stream.concat(profiles.stream(), Stream.of("config", "-q")).toArray(String[]::new));
            assertThat(result).isEqualTo(new Tools.Result(0, ""));
        }
    }

    @Test
    void everyServiceHasItsSettingsAndNoUnknownOne() {
        for (String name : Catalogue.SERVICES) {
            JsonNode service = service(name);
            Set<String> given = new HashSet<>();
            service.path("secrets")
                    .forEach(secret -> given.add(Path.of(secret.path("target").asString())
                            .getFileName()
                            .toString()));
            assertThat(given).as(name).allMatch(properties::knows);
            Set<String> variables = Set.copyOf(service.path("environment").propertyNames());
            assertThat(variables)
                    .as(name)
                    .allMatch(variable -> variable.equals("JAVA_TOOL_OPTIONS") || properties.knowsVariable(variable));
            KnownProperties.needed(name).stream()
                    .filter(each -> variables.contains(KnownProperties.variable(each)))
                    .forEach(given::add);
            assertThat(given).as(name).containsAll(KnownProperties.needed(name));
        }
    }

    @Test
    void addressesAndPortsAreTheServicesOwn() {
        JsonNode gateway = service("gateway-service");
        assertThat(gateway.at("/ports/0/target").asInt()).isEqualTo(Settings.port("gateway-service"));
        assertThat(gateway.at("/ports/0/host_ip").asString()).isEqualTo("127.0.0.1");
        for (String name : Catalogue.SERVICES) {
            assertThat(service(name).at("/environment/LIVEMARKET_AUTH_JWKSURI").asString())
                    .startsWith("http://auth-service:" + Settings.port("auth-service") + "/");
            assertThat(service(name).at("/healthcheck/test").toString())
                    .contains("/9090 ")
                    .contains("/actuator/health/readiness");
            assertThat(service(name).at("/environment/MANAGEMENT_SERVER_PORT").asString())
                    .isEqualTo("9090");
            if (!name.equals("gateway-service")) {
                assertThat(gateway.at("/environment/LIVEMARKET_GATEWAY_SERVICES_"
                                        + name.replace("-service", "").toUpperCase(java.util.Locale.ROOT))
                                .asString())
                        .isEqualTo("http://" + name + ":" + Settings.port(name));
                assertThat(service(name).has("ports"))
                        .as(name + " is not published")
                        .isFalse();
            }
        }
    }

    @Test
    void servicesStartAfterTheTopicsAreMade() {
        for (String name : Catalogue.SERVICES) {
            assertThat(service(name).at("/depends_on/topics/condition").asString())
                    .isEqualTo("service_completed_successfully");
        }
        assertThat(service("topics").at("/depends_on/kafka/condition").asString())
                .isEqualTo("service_healthy");
        assertThat(service("topics").at("/volumes/0/source").asString())
                .isEqualTo(Project.file(GeneratedFiles.TOPICS).toString());
        assertThat(service("topics").at("/command/0").asString()).isEqualTo(TopicsJob.class.getName());
    }

    @Test
    void theJobMakesTheTopicsOfTheCode() {
        List<NewTopic> topics = TopicsJob.read(Project.text(GeneratedFiles.TOPICS), (short) 1, 1);
        assertThat(topics.stream().map(NewTopic::name))
                .containsExactlyInAnyOrderElementsOf(
                        Catalogue.ofTheCode().topics().keySet());
        assertThat(topics)
                .allMatch(topic -> topic.replicationFactor() == 1)
                .allMatch(topic -> topic.configs().get("min.insync.replicas").equals("1"))
                .allMatch(topic -> topic.configs().containsKey("retention.ms"));
    }

    /**
     * RocksDB and others unpack a native library into /tmp and load it there; Docker mounts a tmpfs noexec unless it is
     * asked not to.
     */
    @Test
    void aServiceLoadsNativeLibrariesFromItsTemporaryFolder() {
        for (String name : Catalogue.SERVICES) {
            assertThat(service(name).path("read_only").asBoolean()).as(name).isTrue();
            assertThat(service(name).path("tmpfs").valueStream().map(JsonNode::asString))
                    .as(name)
                    .containsExactly("/tmp:exec");
        }
    }

    @Test
    void imagesHaveVersionsAndTheBrokerIsTheTestedOne() {
        compose.path("services").properties().forEach(service -> {
            assertThat(service.getValue().path("image").asString())
                    .as(service.getKey())
                    .matches(PINNED);
        });
        String broker =
                Project.text("pom.xml").replaceAll("(?s).*<kafka-broker.version>(.*?)</kafka-broker.version>.*", "$1");
        for (String name : List.of("kafka", "kafka-2", "kafka-3")) {
            assertThat(service(name).path("image").asString()).isEqualTo("apache/kafka:" + broker);
        }
    }

    @Test
    void imagesAreServicesAndMountedFilesExist() throws Exception {
        for (String name : Catalogue.SERVICES) {
            assertThat(service(name).path("image").asString()).startsWith("livemarket/" + name + ":");
            assertThat(service(name).at("/build/args/SERVICE").asString()).isEqualTo(name);
            assertThat(Class.forName(service(name).at("/build/args/MAIN").asString())
                            .getMethod("main", String[].class))
                    .isNotNull();
        }
        Set<Path> mounted = compose.path("services")
                .valueStream()
                .flatMap(service -> Manifest.elements(service.path("volumes")))
                .filter(volume -> volume.path("type").asString().equals("bind"))
                .map(volume -> Path.of(volume.path("source").asString()))
                .collect(Collectors.toSet());
        assertThat(mounted).isNotEmpty().allMatch(Files::exists);
    }

    private JsonNode service(String name) {
        JsonNode service = compose.path("services").path(name);
        assertThat(service.isObject()).as(name).isTrue();
        return service;
    }
}
