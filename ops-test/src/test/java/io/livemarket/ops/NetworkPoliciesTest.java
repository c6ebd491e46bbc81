package io.livemarket.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Only the edges of docs/architecture.md are open: gateways call each service and one another, and each service asks
 * for the public keys.
 */
class NetworkPoliciesTest {

    private final Rendered production = Rendered.of(Rendered.PRODUCTION);

    @Test
    void everythingElseIsDenied() {
        Manifest deny = production.one("NetworkPolicy", "livemarket-default-deny");
        assertThat(deny.at("/spec/policyTypes").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(deny.json().path("spec").has("ingress")).isFalse();
        assertThat(deny.json().path("spec").has("egress")).isFalse();
        assertThat(production.services()).allMatch(workload -> selects(deny.at("/spec/podSelector"), workload));
    }

    @Test
    void servicesReachEachOtherAlongTheEdgesOfTheArchitecture() {
        Set<String> expected = new TreeSet<>();
        for (String service : Catalogue.SERVICES) {
            expected.add(service + " -> auth-service");
            expected.add("gateway-service -> " + service);
        }
        assertThat(edges("ingress", "from")).isEqualTo(expected);
        assertThat(edges("egress", "to")).isEqualTo(expected);
    }

    @Test
    void metricsAreForTheMonitoringNamespace() {
        Set<String> namespaces = production
                .all("NetworkPolicy")
                .flatMap(policy -> policy.each("/spec/ingress"))
                .filter(rule -> Manifest.elements(rule.path("ports"))
                        .anyMatch(port -> port.path("port").asString().equals("management")))
                .flatMap(rule -> Manifest.elements(rule.path("from")))
                .map(JsonNode::toString)
                .collect(Collectors.toSet());
        assertThat(namespaces)
                .containsExactly("{\"namespaceSelector\":{\"matchLabels\":{\"livemarket.io/monitoring\":\"true\"}}}");
    }

    /**
     * The base opens file-service to public addresses at port 443 alone; an S3 or a scanner elsewhere needs a rule to
     * copy.
     */
    @Test
    void theExampleOpensFileServiceToS3AndAScanner() {
        Manifest example = Rendered.of(Rendered.EXAMPLES).one("NetworkPolicy", "file-service-private");
        assertThat(production
                        .services()
                        .filter(workload -> selects(example.at("/spec/podSelector"), workload))
                        .map(Manifest::name))
                .containsExactly("file-service");
        assertThat(example.each("/spec/egress")
                        .filter(rule -> rule.at("/to/0/ipBlock/cidr").isString())
                        .map(rule -> rule.at("/ports/0/port").asInt()))
                .as("a private address, with a port")
                .hasSize(1)
                .allMatch(port -> port > 0);
        assertThat(example.each("/spec/egress")
                        .filter(rule -> rule.at("/to/0/podSelector").isObject())
                        .map(rule -> rule.at("/ports/0/port").asInt()))
                .as("clamd in the cluster")
                .containsExactly(3310);
    }

    /** Mail is off by default, and the base opens nothing for it. */
    @Test
    void theExampleOpensAuthServiceToPublicMailServersAlone() {
        Manifest example = Rendered.of(Rendered.EXAMPLES).one("NetworkPolicy", "auth-service-mail");
        assertThat(production
                        .services()
                        .filter(workload -> selects(example.at("/spec/podSelector"), workload))
                        .map(Manifest::name))
                .containsExactly("auth-service");
        assertThat(example.each("/spec/egress")
                        .flatMap(rule -> Manifest.elements(rule.path("ports")))
                        .map(port -> port.path("port").asInt()))
                .containsExactly(587);
        assertThat(example.at("/spec/egress/0/to/0/ipBlock/except").toString())
                .contains("10.0.0.0/8", "169.254.0.0/16");
    }

    /** The hook is off by default, and the base opens nothing for it. */
    @Test
    void theExampleOpensChatServiceToAPublicHookAlone() {
        Manifest example = Rendered.of(Rendered.EXAMPLES).one("NetworkPolicy", "chat-service-pre-send-hook");
        assertThat(production
                        .services()
                        .filter(workload -> selects(example.at("/spec/podSelector"), workload))
                        .map(Manifest::name))
                .containsExactly("chat-service");
        assertThat(example.each("/spec/egress")
                        .flatMap(rule -> Manifest.elements(rule.path("ports")))
                        .map(port -> port.path("port").asInt()))
                .containsExactly(443);
        assertThat(example.at("/spec/egress/0/to/0/ipBlock/except").toString())
                .contains("10.0.0.0/8", "169.254.0.0/16");
    }

    /** "a -> b" for every service a that a policy lets reach the service b on its port for requests. */
    private Set<String> edges(String direction, String peers) {
        Set<String> edges = new TreeSet<>();
        production
                .all("NetworkPolicy")
                .forEach(policy -> policy.each("/spec/" + direction)
                        .forEach(rule -> Manifest.elements(rule.path(peers))
                                .filter(peer -> peer.has("podSelector") && !peer.has("namespaceSelector"))
                                .forEach(peer -> production
                                        .services()
                                        .filter(inside -> selects(policy.at("/spec/podSelector"), inside))
                                        .forEach(inside -> production
                                                .services()
                                                .filter(other -> selects(peer.path("podSelector"), other))
                                                .forEach(other -> edges.add(
                                                        direction.equals("ingress")
                                                                ? other.name() + " -> " + inside.name()
                                                                : inside.name() + " -> " + other.name()))))));
        return edges;
    }

    private static boolean selects(JsonNode selector, Manifest workload) {
        JsonNode labels = workload.at("/spec/template/metadata/labels");
        return selector.path("matchLabels").properties().stream()
                .allMatch(label -> labels.path(label.getKey())
                        .asString("")
                        .equals(label.getValue().asString()));
    }
}
