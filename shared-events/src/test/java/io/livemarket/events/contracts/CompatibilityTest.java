package io.livemarket.events.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.events.Json;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Every rule of the checker, on a schema of ours that was changed. */
class CompatibilityTest {

    private static final String SENT = "chat.message-sent.v1";

    @Test
    void nothingIsBrokenByTheSameSchemas() {
        assertThat(after(schema -> {})).isEmpty();
    }

    @Test
    void aNewOptionalFieldIsFine() {
        assertThat(after(schema -> properties(schema).putObject("language").put("type", "string")))
                .isEmpty();
        assertThat(after(schema ->
                        properties(attachment(schema)).putObject("width").put("type", "integer")))
                .isEmpty();
    }

    @Test
    void otherWordsAndAnotherOrderAreFine() {
        assertThat(after(schema -> {
                    schema.put("description", "Other words.");
                    properties(schema).set("chatId", properties(schema).remove("chatId"));
                    values(schema).insert(0, values(schema).remove(2));
                }))
                .isEmpty();
    }

    @Test
    void aNewRequiredFieldBreaksOldRecords() {
        assertThat(after(schema -> {
                    properties(schema).putObject("language").put("type", "string");
                    required(schema).add("language");
                }))
                .singleElement()
                .asString()
                .startsWith("$.language: a new field is required");
    }

    @Test
    void aRemovedFieldBreaksConsumersEvenWhenItWasOptional() {
        assertThat(after(schema -> {
                    properties(schema).remove("content");
                    required(schema)
                            .remove(required(schema)
                                    .valueStream()
                                    .map(JsonNode::asString)
                                    .toList()
                                    .indexOf("content"));
                }))
                .singleElement()
                .asString()
                .startsWith("$.content: the field was removed");
        assertThat(after(schema -> properties(schema).remove("replyTo")))
                .singleElement()
                .asString()
                .startsWith("$.replyTo: the field was removed");
    }

    @Test
    void aRenamedFieldIsARemovedOne() {
        assertThat(after(schema ->
                        properties(schema).set("inReplyTo", properties(schema).remove("replyTo"))))
                .singleElement()
                .asString()
                .startsWith("$.replyTo: the field was removed");
    }

    @Test
    void requiredThatBecomesOptionalBreaksConsumers() {
        assertThat(after(schema -> required(schema).remove(0)))
                .singleElement()
                .asString()
                .startsWith("$.chatId: required became optional");
    }

    @Test
    void optionalThatBecomesRequiredBreaksOldRecords() {
        assertThat(after(schema -> required(schema).add("productId")))
                .singleElement()
                .asString()
                .startsWith("$.productId: optional became required");
    }

    @Test
    void anotherTypeOrFormatBreaksBoth() {
        assertThat(after(schema -> property(schema, "seq").put("type", "string")))
                .containsExactly(
                        "$.seq: `type` was \"integer\" and is \"string\"; consumers and old records have the former");
        assertThat(after(schema -> property(schema, "id").put("format", "uri")))
                .singleElement()
                .asString()
                .startsWith("$.id: `format` was \"uuid\" and is \"uri\"");
        assertThat(after(schema -> property(schema, "createdAt").remove("format")))
                .singleElement()
                .asString()
                .startsWith("$.createdAt: `format` was \"date-time\" and is absent");
    }

    @Test
    void removedValuesBreakOldRecordsAndAddedValuesBreakConsumers() {
        assertThat(after(schema -> values(schema).remove(1)))
                .singleElement()
                .asString()
                .startsWith("$.type: the value image was removed");
        assertThat(after(schema -> values(schema).add("video")))
                .singleElement()
                .asString()
                .startsWith("$.type: the value video was added");
        assertThat(after(schema -> property(schema, "type").remove("enum")))
                .singleElement()
                .asString()
                .startsWith("$.type: a closed list of values became open");
    }

    @Test
    void arrayElementsAreComparedToo() {
        assertThat(after(schema -> properties(attachment(schema)).remove("size")))
                .singleElement()
                .asString()
                .startsWith("$.attachments[].size: the field was removed");
        assertThat(after(schema -> property(schema, "attachments").remove("items")))
                .singleElement()
                .asString()
                .startsWith("$.attachments: what the array holds");
    }

    @Test
    void aNarrowerSchemaIsABreakWithAnyKeyword() {
        assertThat(after(schema -> schema.put("additionalProperties", false)))
                .singleElement()
                .asString()
                .startsWith("$: `additionalProperties` was absent and is false");
        assertThat(after(schema -> property(schema, "content").put("maxLength", 100)))
                .singleElement()
                .asString()
                .startsWith("$.content: `maxLength` was absent and is 100");
    }

    @Test
    void onlyARemovedTypeIsABreak() {
        JsonNode schema = schema();

        assertThat(Compatibility.breaks(Map.of(SENT, schema), Map.of()))
                .singleElement()
                .asString()
                .startsWith(SENT + ": the type was removed");
        assertThat(Compatibility.breaks(Map.of(SENT, schema), Map.of(SENT, schema, "chat.pinned.v1", schema)))
                .isEmpty();
    }

    @Test
    void everyBreakIsReportedWithItsType() {
        ObjectNode changed = schema();
        properties(changed).remove("seq");
        property(changed, "id").put("type", "integer");

        assertThat(Compatibility.breaks(Map.of(SENT, schema()), Map.of(SENT, changed)))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith(SENT + ": $."));
    }

    @Test
    void referencesAreFollowedRecursiveOnesIncluded() {
        String tree = "{'$ref': '#/$defs/node', '$defs': {'node': {'type': 'object', 'properties': "
                + "{'name': {'type': 'string'}, 'children': {'type': 'array', 'items': {'$ref': '#/$defs/node'}}}}}}";

        assertThat(Compatibility.breaks(json(tree), json(tree))).isEmpty();
        assertThat(Compatibility.breaks(json(tree), json(tree.replace("string", "integer"))))
                .hasSize(1);
        assertThatThrownBy(() -> Compatibility.breaks(json("{'$ref': 'other.json'}"), json(tree)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> after(Consumer<ObjectNode> change) {
        ObjectNode changed = schema();
        change.accept(changed);
        return Compatibility.breaks(schema(), changed);
    }

    private static ObjectNode schema() {
        return Schemas.of(Contract.named(SENT));
    }

    private static ObjectNode properties(ObjectNode schema) {
        return (ObjectNode) schema.get("properties");
    }

    private static ObjectNode property(ObjectNode schema, String name) {
        return (ObjectNode) properties(schema).get(name);
    }

    private static ObjectNode attachment(ObjectNode schema) {
        return (ObjectNode) property(schema, "attachments").get("items");
    }

    private static ArrayNode required(ObjectNode schema) {
        return (ArrayNode) schema.get("required");
    }

    private static ArrayNode values(ObjectNode schema) {
        return (ArrayNode) property(schema, "type").get("enum");
    }

    private static JsonNode json(String text) {
        return Json.MAPPER.readTree(text.replace('\'', '"'));
    }
}
