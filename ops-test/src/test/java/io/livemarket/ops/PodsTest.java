package io.livemarket.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The pods of every workload, and those that an operator makes from a template of ours. */
class PodsTest {

    /** A template's security context replaces the operator's own as a whole, so that a part of it takes the user away. */
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
        if (node.path("containers").isArray()) {
            pods.put(path, node);
        }
        node.properties().forEach(child -> collect(path + "/" + child.getKey(), child.getValue(), pods));
    }
}
