package io.livemarket.ops.api;

import io.livemarket.events.Json;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.ops.Project;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;

/** {@code docs/api/descriptions.yaml}: what the documents have that the code does not. */
final class Descriptions {

    static final String FILE = "docs/api/descriptions.yaml";

    private final JsonNode all = yaml(Project.text(FILE));

    /** A YAML document, in which no key stands twice. */
    static JsonNode yaml(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Object loaded = new Yaml(new SafeConstructor(options)).load(text);
        return Json.MAPPER.valueToTree(loaded);
    }

    String text(String field) {
        return all.required(field).asString();
    }

    /** In the order of the documents. */
    Collection<String> tags() {
        return all.required("tags").propertyNames();
    }

    JsonNode tag(String serviceOrRole) {
        return all.required("tags").required(serviceOrRole);
    }

    Collection<String> operations() {
        return all.required("operations").propertyNames();
    }

    /** @throws IllegalArgumentException for an operation without an entry */
    JsonNode operation(Operation operation) {
        return Optional.ofNullable(all.required("operations").get(operation.key()))
                .orElseThrow(() -> new IllegalArgumentException(
                        FILE + " does not describe " + operation.key() + " of " + operation.service()));
    }

    /** The codes that an operation refuses with, beside those that follow from its shape. */
    List<ErrorCode> errors(Operation operation) {
        return operation(operation)
                .path("errors")
                .valueStream()
                .map(JsonNode::asString)
                .map(ErrorCode::of)
                .toList();
    }

    Collection<String> schemas() {
        return all.required("schemas").propertyNames();
    }

    /** What is written of a record; missing where nothing is. */
    JsonNode schema(String key) {
        return all.required("schemas").path(key);
    }

    /** The value of a field in samples; missing where none is given. */
    JsonNode sample(String schema, String field) {
        JsonNode samples = all.required("samples");
        JsonNode special = samples.path(schema + "." + field);
        return special.isMissingNode() ? samples.path(field) : special;
    }
}
