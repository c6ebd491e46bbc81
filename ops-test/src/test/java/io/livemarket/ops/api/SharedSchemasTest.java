package io.livemarket.ops.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.ops.Project;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * What several documents describe is described alike: by the OpenAPI document, which is made from the code, and by
 * those beside it.
 */
class SharedSchemasTest {

    private static final JsonNode OPENAPI = ApiFiles.merged();
    private static final JsonNode SOCKETS = BundledAsyncApi.of("docs/asyncapi-sockets.yaml");
    private static final JsonNode TYPESCRIPT = Descriptions.yaml(Project.text("clients/typescript/contract/rest.yaml"));
    /** A browser has a {@code File} of its own. */
    private static final Map<String, String> OTHERWISE = Map.of("FileInfo", "File");

    @ParameterizedTest
    @ValueSource(strings = {"Message", "Receipt", "Deal", "ChatSync", "Status", "Attachment"})
    void socketsAndRestCarryTheSame(String name) {
        JsonNode here = SOCKETS.at("/components/schemas/" + name);
        JsonNode there = OPENAPI.at("/components/schemas/" + name);
        assertThat(here.path("properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(there.path("properties").propertyNames());
        alike(SOCKETS, here, there);
    }

    @ParameterizedTest
    @MethodSource("typeScript")
    void theClientsTypesAreThoseOfTheDocument(String name) {
        JsonNode here = TYPESCRIPT.at("/components/schemas/" + name);
        JsonNode there = OPENAPI.at("/components/schemas/" + OTHERWISE.getOrDefault(name, name));
        assertThat(there.path("properties").propertyNames())
                .containsAll(here.path("properties").propertyNames());
        alike(TYPESCRIPT, here, there);
    }

    static List<String> typeScript() {
        return List.copyOf(TYPESCRIPT.at("/components/schemas").propertyNames());
    }

    /** Types are equal, and what is required here is in every answer. */
    private static void alike(JsonNode document, JsonNode here, JsonNode there) {
        here.path("properties").forEachEntry((field, schema) -> {
            String shape = Shapes.of(document, schema);
            boolean compared = !schema.has("$ref")
                    && !shape.startsWith("object")
                    && !shape.endsWith("of ")
                    && !field.equals("code");
            if (compared) {
                assertThat(shape)
                        .as(field)
                        .isEqualTo(Shapes.of(OPENAPI, there.path("properties").path(field)));
            }
        });
        assertThat(Shapes.texts(there.path("required"))).containsAll(Shapes.texts(here.path("required")));
    }
}
