package io.livemarket.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import io.livemarket.kit.engine.DeciderEngine;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.convert.DurationStyle;
import tools.jackson.databind.JsonNode;

/** The services' workloads fit the services: kinds, ports, probes, variables, secrets, numbers of copies. */
class WorkloadsTest {

    private static final String SECRETS = "/run/secrets/livemarket/";
    /** Of a stop, decision 026: requests under way, engines, producers. */
    private static final Duration STOP = Duration.ofSeconds(25);

    private final KnownProperties properties = new KnownProperties();

    @Test
    void aDecidingServiceIsAStatefulSetWithAVolume() {
        for (Manifest workload : Rendered.of(Rendered.PRODUCTION).services().toList()) {
            assertThat(workload.kind())
                    .as(workload.name())
                    .isEqualTo(decides(workload.name()) ? "StatefulSet" : "Deployment");
            if (workload.is("StatefulSet")) {
                assertThat(workload.at("/spec/podManagementPolicy").asString()).isEqualTo("Parallel");
                assertThat(workload.each("/spec/volumeClaimTemplates")
                                .map(claim -> claim.at("/metadata/name").asString()))
                        .containsExactly("state");
                assertThat(mounts(workload).get("state"))
                        .isEqualTo(variables(Rendered.of(Rendered.PRODUCTION), workload)
                                .get("LIVEMARKET_DATADIR"));
            }
        }
    }

    /** A backup scales every service to zero: with the volumes gone, all topics would be folded anew. */
    @ParameterizedTest
    @ValueSource(strings = {Rendered.DEV, Rendered.PRODUCTION})
    void aDecidersVolumeOutlivesItsPod(String overlay) {
        Rendered.of(overlay)
                .services()
                .filter(workload -> workload.is("StatefulSet"))
                .forEach(workload -> {
                    assertThat(workload.at("/spec/persistentVolumeClaimRetentionPolicy/whenScaled")
                                    .asString())
                            .as(workload.name())
                            .isEqualTo("Retain");
                    assertThat(workload.at("/spec/persistentVolumeClaimRetentionPolicy/whenDeleted")
                                    .asString())
                            .as(workload.name())
                            .isEqualTo("Delete");
                });
    }

    private static boolean decides(String service) {
        String root = "io.livemarket." + service.replace("-service", "") + ".";
        return Catalogue.classes().stream()
                .filter(type -> type.getPackageName().startsWith(root) || (type.getPackageName() + ".").equals(root))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(each -> each.getTargetClass())
                .map(JavaClass::getName)
                .anyMatch(DeciderEngine.class.getName()::equals);
    }

    @ParameterizedTest
    @ValueSource(strings = {Rendered.DEV, Rendered.PRODUCTION})
    void portsAreTheServicesOwn(String overlay) {
        Rendered rendered = Rendered.of(overlay);
        for (Manifest workload : rendered.services().toList()) {
            Map<String, Integer> ports = ports(workload.container().path("ports"), "containerPort");
            assertThat(ports)
                    .as(workload.name())
                    .isEqualTo(Map.of(
                            "http", Settings.port(workload.name()),
                            "management",
                                    Integer.parseInt(
                                            variables(rendered, workload).get("MANAGEMENT_SERVER_PORT"))));
            assertThat(ports(rendered.one("Service", workload.name()).at("/spec/ports"), "port"))
                    .isEqualTo(Map.of("http", Settings.port(workload.name())));
            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                assertThat(workload.container()
                                .at("/" + probe + "/httpGet/port")
                                .asString())
                        .isEqualTo("management");
                assertThat(workload.container()
                                .at("/" + probe + "/httpGet/path")
                                .asString())
                        .isIn("/actuator/health/liveness", "/actuator/health/readiness");
            }
        }
        variables(rendered, rendered.one("Deployment", "gateway-service")).forEach((name, value) -> {
            if (name.startsWith("LIVEMARKET_GATEWAY_SERVICES_")) {
                String service =
                        name.substring(name.lastIndexOf('_') + 1).toLowerCase(java.util.Locale.ROOT) + "-service";
                assertThat(value).isEqualTo("http://" + service + ":" + Settings.port(service));
            }
        });
    }

    @Test
    void noServiceHasALivenessOfItsOwn() {
        assertThat(Settings.of("service-kit.yml"))
                .containsEntry("management.endpoint.health.group.liveness.include", "livenessState,threads");
        for (String service : Catalogue.SERVICES) {
            assertThat(Settings.of(service + ".yml").keySet())
                    .as(service)
                    .noneMatch(setting ->
                            setting.contains("health.group.liveness") || setting.startsWith("livemarket.liveness"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Rendered.DEV, Rendered.PRODUCTION})
    void everyVariableAndSecretIsAPropertyOfTheService(String overlay) {
        Rendered rendered = Rendered.of(overlay);
        for (Manifest workload : rendered.services().toList()) {
            assertThat(variables(rendered, workload).keySet())
                    .as(workload.name())
                    .allMatch(name -> name.equals("JAVA_TOOL_OPTIONS") || properties.knowsVariable(name));
            assertThat(secrets(workload)).as(workload.name()).allMatch(properties::knows);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Rendered.DEV, Rendered.PRODUCTION})
    void everyServiceGetsItsRequiredSettings(String overlay) {
        Rendered rendered = Rendered.of(overlay);
        for (Manifest workload : rendered.services().toList()) {
            Set<String> given = new HashSet<>(secrets(workload));
            Set<String> variables = variables(rendered, workload).keySet();
            KnownProperties.needed(workload.name()).forEach(property -> {
                if (variables.contains(KnownProperties.variable(property))) {
                    given.add(property);
                }
            });
            assertThat(given).as(workload.name()).containsAll(KnownProperties.needed(workload.name()));
        }
    }

    @Test
    void aGatewayHasTimeToDrain() {
        Manifest gateway = Rendered.of(Rendered.PRODUCTION).one("Deployment", "gateway-service");
        long drain = DurationStyle.detectAndParse(
                        variables(Rendered.of(Rendered.PRODUCTION), gateway).get("LIVEMARKET_GATEWAY_SOCKETS_DRAIN"))
                .toSeconds();
        long hook = gateway.container().at("/lifecycle/preStop/sleep/seconds").asLong();
        assertThat(hook).isPositive();
        assertThat(gateway.at("/spec/template/spec/terminationGracePeriodSeconds")
                        .asLong())
                .isGreaterThanOrEqualTo(hook + drain + STOP.toSeconds());
    }

    @Test
    void neverMoreCopiesThanPartitionsAndNeverNone() {
        Rendered production = Rendered.of(Rendered.PRODUCTION);
        assertThat(production.all("ScaledObject").map(Manifest::name))
                .contains("chat-service", "gateway-service")
                .doesNotContain("auth-service");
        production.all("ScaledObject").forEach(scaled -> {
            assertThat(scaled.at("/spec/minReplicaCount").asInt())
                    .as(scaled.name())
                    .isGreaterThanOrEqualTo(2);
            if (!scaled.name().equals("gateway-service")) {
                assertThat(scaled.at("/spec/maxReplicaCount").asInt())
                        .as(scaled.name())
                        .isLessThanOrEqualTo(Settings.partitions());
            }
            Manifest target = production.one(
                    scaled.at("/spec/scaleTargetRef/kind").asString(),
                    scaled.at("/spec/scaleTargetRef/name").asString());
            assertThat(target.at("/spec/replicas").isMissingNode())
                    .as("KEDA alone sets the copies of " + scaled.name())
                    .isTrue();
        });
    }

    @Test
    void everyServiceHasABudgetAnAccountAndAMonitor() {
        Rendered production = Rendered.of(Rendered.PRODUCTION);
        for (String service : Catalogue.SERVICES) {
            assertThat(production
                            .one("PodDisruptionBudget", service)
                            .at("/spec/maxUnavailable")
                            .asInt())
                    .isOne();
            assertThat(production
                            .one("ServiceAccount", service)
                            .at("/automountServiceAccountToken")
                            .asBoolean(true))
                    .isFalse();
            assertThat(production
                            .one("Service", service + "-instances")
                            .at("/metadata/labels/livemarket.io~1scrape")
                            .asString())
                    .isEqualTo("true");
        }
    }

    @Test
    void productionRunsTheProductionProfileWithoutMakingTopics() {
        Rendered production = Rendered.of(Rendered.PRODUCTION);
        production
                .services()
                .forEach(workload -> assertThat(variables(production, workload))
                        .containsEntry("SPRING_PROFILES_ACTIVE", "production")
                        .containsEntry("LIVEMARKET_KAFKA_CREATETOPICS", "false")
                        .containsEntry("LIVEMARKET_KAFKA_PROPERTIES_SECURITY_PROTOCOL", "SASL_SSL"));
    }

    /** The variables of a service's container, with the values that are in the manifests. */
    static Map<String, String> variables(Rendered rendered, Manifest workload) {
        Map<String, String> variables = new HashMap<>();
        Manifest.elements(workload.container().path("envFrom"))
                .map(from -> from.at("/configMapRef/name").asString())
                .forEach(name -> rendered.one("ConfigMap", name)
                        .at("/data")
                        .properties()
                        .forEach(entry ->
                                variables.put(entry.getKey(), entry.getValue().asString())));
        Manifest.elements(workload.container().path("env"))
                .forEach(each -> variables.put(
                        each.path("name").asString(), each.path("value").asString("")));
        return variables;
    }

    private static Map<String, String> mounts(Manifest workload) {
        return Manifest.elements(workload.container().path("volumeMounts"))
                .collect(Collectors.toMap(
                        mount -> mount.path("name").asString(),
                        mount -> mount.path("mountPath").asString()));
    }

    /** The properties that come as files: names of files below the folder that the config trees are in. */
    static Set<String> secrets(Manifest workload) {
        Set<String> names = new HashSet<>();
        Map<String, String> mounts = mounts(workload);
        workload.each("/spec/template/spec/volumes")
                .filter(volume ->
                        mounts.getOrDefault(volume.path("name").asString(), "").startsWith(SECRETS))
                .forEach(volume -> {
                    assertThat(volume.has("secret")).isTrue();
                    if (volume.at("/secret/items").isArray()) {
                        volume.at("/secret/items")
                                .forEach(item -> names.add(item.path("path").asString()));
                    } else {
                        names.addAll(ExampleSecrets.keys(
                                volume.at("/secret/secretName").asString()));
                    }
                });
        return names;
    }

    private static Map<String, Integer> ports(JsonNode ports, String number) {
        return Manifest.elements(ports)
                .collect(Collectors.toMap(
                        port -> port.path("name").asString(),
                        port -> port.path(number).asInt()));
    }
}
