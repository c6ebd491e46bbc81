package io.livemarket.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The pods of every workload, and those that an operator makes from a template of ours. */
class PodsTest {

    /** The member sets whose majority has to stay, and where each places its pods. */
    private static final String MONGODB = "/spec/statefulSet/spec/template/spec/topologySpreadConstraints";

    private static final String POOL = "/spec/template/pod/topologySpreadConstraints";

    /**
     * A template's security context replaces the operator's own as a whole, so that a part of it takes the user away.
     */
    @ParameterizedTest
    @ValueSource(strings = {Rendered.DEV, Rendered.PRODUCTION, Rendered.EXAMPLES})
    void everyPodStatesItsUserAndItsGroup(String folder) {
        Map<String, JsonNode> pods = new TreeMap<>();
        Rendered.of(folder).objects().forEach(object -> collect(object.toString(), object.json(), pods));
        assertThat(pods).isNotEmpty();
        pods.forEach((name, pod) -> {
            JsonNode context = pod.path("securityContext");
            assertThat(context.path("runAsNonRoot").asBoolean(false)).as(name).isTrue();
            for (String id : List.of("runAsUser", "runAsGroup", "fsGroup")) {
                assertThat(context.path(id).asLong(0)).as("%s: %s", name, id).isPositive();
            }
            assertThat(context.at("/seccompProfile/type").asString("")).as(name).isEqualTo("RuntimeDefault");
        });
    }

    private static void collect(String path, JsonNode node, Map<String, JsonNode> pods) {
        // Strimzi's templates have no containers; without a context Strimzi gives its own.
        if (node.path("containers").isArray() || path.endsWith("/template/pod") && node.has("securityContext")) {
            pods.put(path, node);
        }
        node.properties().forEach(child -> collect(path + "/" + child.getKey(), child.getValue(), pods));
    }

    @Test
    void membersOfAMajorityRunOnSeparateNodes() {
        Rendered production = Rendered.of(Rendered.PRODUCTION);
        Manifest mongodb = production.one("MongoDBCommunity", "livemarket-mongodb");
        assertThat(alone(mongodb, MONGODB)).containsExactly(Map.of("app", mongodb.name() + "-svc"));
        production
                .all("KafkaNodePool")
                .forEach(pool -> assertThat(alone(pool, POOL))
                        .as(pool.name())
                        .containsExactly(
                                Map.of("strimzi.io/cluster", "livemarket", "strimzi.io/pool-name", pool.name())));
    }

    /** The labels of which no two pods may be on one node. */
    private static List<Map<String, String>> alone(Manifest owner, String pointer) {
        List<Map<String, String>> selected = new ArrayList<>();
        owner.each(pointer)
                .filter(each -> each.path("topologyKey").asString().equals("kubernetes.io/hostname")
                        && each.path("whenUnsatisfiable").asString().equals("DoNotSchedule")
                        && each.path("maxSkew").asInt() == 1)
                .forEach(each -> selected.add(labels(each.at("/labelSelector/matchLabels"))));
        return selected;
    }

    /** Strimzi makes one for Kafka itself. */
    @Test
    void drainedNodesTakeMongoDbMembersOneByOne() {
        List<Manifest> budgets = Rendered.of(Rendered.PRODUCTION)
                .all("PodDisruptionBudget")
                .filter(budget ->
                        labels(budget.at("/spec/selector/matchLabels")).equals(Map.of("app", "livemarket-mongodb-svc")))
                .toList();
        assertThat(budgets).hasSize(1);
        assertThat(budgets.getFirst().at("/spec/maxUnavailable").asInt()).isOne();
    }

    private static Map<String, String> labels(JsonNode labels) {
        Map<String, String> all = new TreeMap<>();
        labels.properties()
                .forEach(label -> all.put(label.getKey(), label.getValue().asString()));
        return all;
    }
}
