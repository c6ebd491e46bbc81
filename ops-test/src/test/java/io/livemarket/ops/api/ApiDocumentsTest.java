package io.livemarket.ops.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.livemarket.kit.web.Callers;
import io.livemarket.ops.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The documents of the interface are what the controllers are, whole, and true in themselves. */
class ApiDocumentsTest {

    /** Operations that refuse other users. */
    private static final Set<String> REFUSED_TO_OTHERS = Set.of(
            "PUT /users/{id}",
            "PUT /users/{id}/password",
            "DELETE /users/{id}",
            "POST /auth/external-account",
            "POST /chats",
            "POST /chats/{chatId}/messages");

    private static Map<String, ObjectNode> files;
    private static JsonNode merged;

    @BeforeAll
    static void make() throws IOException {
        files = ApiFiles.all();
        merged = files.get(ApiFiles.MERGED);
        if (Boolean.getBoolean("livemarket.write")) {
            for (Map.Entry<String, ObjectNode> file : files.entrySet()) {
                Files.writeString(Project.file(file.getKey()), ApiFiles.text(file.getValue()));
            }
        }
    }

    @Test
    void theKeptDocumentsMatchTheCode() {
        files.forEach((path, document) -> assertThat(Project.text(path))
                .as(
                        "%s; write it anew: ./mvnw -pl ops-test -am test "
                                + "-Dtest=ApiDocumentsTest -Dsurefire.failIfNoSpecifiedTests=false -Dlivemarket.write=true",
                        path)
                .isEqualTo(ApiFiles.text(document)));
    }

    @Test
    void everyOperationIsDescribedAndNoOther() {
        Set<String> served = ApiFiles.operations().map(Operation::key).collect(Collectors.toSet());
        assertThat(ApiFiles.DESCRIPTIONS.operations()).containsExactlyInAnyOrderElementsOf(served);
    }

    @Test
    void everyDescribedParameterIsOneOfItsOperation() {
        ApiFiles.operations()
                .forEach(operation -> assertThat(ApiFiles.DESCRIPTIONS
                                .operation(operation)
                                .path("parameters")
                                .propertyNames())
                        .as(operation.key())
                        .isSubsetOf(new Parameters(operation).names()));
    }

    @Test
    void everyDescribedRecordIsDocumentedWithItsFields() {
        Set<String> used = new LinkedHashSet<>();
        ApiFiles.SERVICES.forEach(service -> {
            OpenApi document = ApiFiles.document();
            ObjectNode rendered = document.render(Controllers.of(service), service);
            used.addAll(document.usedSchemas());
            document.usedSchemas()
                    .forEach(key -> assertThat(namedFields(key))
                            .as(key)
                            .isSubsetOf(rendered.at("/components/schemas/"
                                            + ApiFiles.DESCRIPTIONS
                                                    .schema(key)
                                                    .path("name")
                                                    .asString("?") + "/properties")
                                    .propertyNames()));
        });
        assertThat(ApiFiles.DESCRIPTIONS.schemas())
                .allSatisfy(key -> assertThat(used).contains(key));
    }

    private static Set<String> namedFields(String key) {
        JsonNode written = ApiFiles.DESCRIPTIONS.schema(key);
        Set<String> fields = new LinkedHashSet<>();
        List.of("required", "optional", "nullable")
                .forEach(list -> written.path(list).forEach(each -> fields.add(each.asString())));
        List.of("fields", "enums", "elements")
                .forEach(map -> fields.addAll(written.path(map).propertyNames()));
        return fields;
    }

    @Test
    void theGatewaysDocumentHasOnlyItsRoutes() {
        assertThat(merged.path("paths").propertyNames())
                .hasSizeGreaterThan(40)
                .contains("/auth/login", "/chats", "/admin/status")
                .doesNotContain("/presence/query", "/error")
                .noneMatch(path -> path.contains("actuator") || path.contains("healthz") || path.contains("readyz"));
        assertThat(merged.findValues("x-internal")).isEmpty();
    }

    @Test
    void everyOperationOfOperatorsAndModeratorsNamesItsRole() {
        operations(merged).forEach((key, operation) -> {
            boolean withRole = key.contains(" /admin") || key.contains(" /moderation");
            assertThat(operation.at("/security/0/token/0").isMissingNode())
                    .as(key)
                    .isEqualTo(!withRole);
            assertThat(operation.path("description").asString("").contains("Needs the role"))
                    .as(key)
                    .isEqualTo(withRole);
            assertThat(resolved(operation.path("responses").path("403"))
                            .toString()
                            .contains("`forbidden`"))
                    .as(key)
                    .isEqualTo(withRole || REFUSED_TO_OTHERS.contains(key));
        });
    }

    /** Of services too that a gateway does not lead to: the annotation is a service's only check. */
    @Test
    void everyOperationRequiresTheRoleOfItsPath() {
        ApiFiles.operations()
                .forEach(operation -> assertThat(operation.role())
                        .as(operation.service() + " " + operation.key())
                        .isEqualTo(
                                operation.path().startsWith("/admin/")
                                        ? Optional.of(Callers.OPERATOR)
                                        : operation.path().startsWith("/moderation/")
                                                ? Optional.of(Callers.MODERATOR)
                                                : Optional.empty()));
    }

    @Test
    void everyReferenceLeadsSomewhereAndEveryNameIsUsedOnce() {
        files.forEach((path, document) -> assertThat(
                        document.findValues("$ref").stream().map(JsonNode::asString))
                .as(path)
                .isNotEmpty()
                .allSatisfy(ref -> assertThat(document.at(ref.substring(1)).isMissingNode())
                        .as(ref)
                        .isFalse()));
        assertThat(operations(merged).values().stream()
                        .map(operation -> operation.path("operationId").asString()))
                .doesNotHaveDuplicates()
                .doesNotContain("");
    }

    @Test
    void everySampleIsValidAgainstItsSchema() {
        List<String> wrong = new ArrayList<>();
        operations(merged).forEach((key, operation) -> {
            check(key, operation.path("requestBody"), wrong);
            operation.path("responses").forEach(response -> check(key, response, wrong));
        });
        merged.at("/components/responses").forEachEntry((name, response) -> check(name, response, wrong));
        assertThat(wrong).isEmpty();
    }

    private static JsonNode resolved(JsonNode response) {
        return merged.at(response.path("$ref").asString("#").substring(1));
    }

    private static void check(String key, JsonNode holder, List<String> wrong) {
        holder.path("content").forEach(media -> {
            if (media.has("example")) {
                ObjectNode schema = (ObjectNode) media.path("schema").deepCopy();
                schema.set("components", merged.path("components"));
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema)
                        .validate(
                                media.path("example"),
                                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                        .forEach(error -> wrong.add(key + ": " + error));
            }
        });
    }

    private static Map<String, JsonNode> operations(JsonNode document) {
        Map<String, JsonNode> operations = new LinkedHashMap<>();
        document.path("paths")
                .forEachEntry((path, item) -> item.forEachEntry((method, operation) ->
                        operations.put(method.toUpperCase(Locale.ROOT) + " " + path, operation)));
        return operations;
    }
}
