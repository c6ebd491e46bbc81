package io.livemarket.events.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Json;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class SchemaTest {

    static List<Contract> contracts() {
        return Contract.ALL;
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void theCommittedSchemaIsTheOneOfTheRecord(Contract contract) {
        Checkout.hold(Checkout.SCHEMAS.resolve(contract.name() + ".json"), Schemas.text(Schemas.of(contract)));
    }

    @Test
    void noSchemaIsLeftOfATypeThatIsGone() {
        List<String> names = Contract.ALL.stream().map(Contract::name).toList();
        List<Path> left = Checkout.jsonFiles(Checkout.SCHEMAS).stream()
                .filter(file -> !names.contains(Checkout.stem(file)))
                .toList();
        if (Checkout.UPDATE) {
            left.forEach(Checkout::delete);
            return;
        }
        assertThat(left).as("schemas without a record").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void aSchemaHasTheFieldsInOrderAndStaysOpen(Contract contract) {
        JsonNode schema = Schemas.of(contract);

        assertThat(schema.get("properties").propertyNames())
                .containsExactlyElementsOf(Stream.of(contract.type().getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
        assertThat(schema.findValues("additionalProperties")).isEmpty();
        assertThat(schema.get("$schema").asString()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
    }

    @Test
    void idsTimesNumbersAndEnumsHaveTheirWireForm() {
        JsonNode sent = Schemas.of(Contract.named("chat.message-sent.v1")).get("properties");
        JsonNode refused = Schemas.of(Contract.named("chat.command-refused.v1")).get("properties");

        assertThat(sent.get("chatId")).isEqualTo(json("{'type': 'string', 'format': 'uuid'}"));
        assertThat(sent.get("createdAt")).isEqualTo(json("{'type': 'string', 'format': 'date-time'}"));
        assertThat(sent.get("seq")).isEqualTo(json("{'type': 'integer'}"));
        assertThat(sent.get("type")).isEqualTo(json("{'type': 'string', 'enum': ['text', 'image', 'file']}"));
        assertThat(sent.get("attachments").get("items").get("required")).isEqualTo(json("['fileId']"));
        assertThat(refused.get("code").get("enum").valueStream().map(JsonNode::asString))
                .startsWith("invalid_request", "malformed_json")
                .contains("unavailable");
    }

    @Test
    void nullsAndWrongTypesAreInvalidAndUnknownFieldsValid() {
        JsonNode schema = Schemas.of(Contract.named("chat.messages-read.v1"));
        String valid = "{'chatId': '6f1d4c1e-2a5b-5c0e-9b63-1f0a7c9d4e21', 'version': 3, 'upToSeq': 2,"
                + " 'userId': '0190f3a0-0000-7000-8000-000000000001', 'at': '2026-01-15T10:00:00.120Z', 'more': [1]}";

        assertThat(Schemas.violations(schema, json(valid))).isEmpty();
        for (String broken : List.of(
                valid.replace("'version': 3", "'version': null"),
                valid.replace("'version': 3", "'version': '3'"),
                valid.replace("'version': 3, ", ""),
                valid.replace("0190f3a0-0000", "0190f3a0"),
                valid.replace("2026-01-15T", "15.1.2026 "))) {
            assertThat(Schemas.violations(schema, json(broken))).as(broken).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void exactlyTheNullableComponentsAreOptional(Contract contract) {
        assertThat(Schemas.of(contract).path("required").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(contract.type().getRecordComponents())
                                .filter(component -> !OptionalFields.isOptional(component))
                                .map(RecordComponent::getName)
                                .toList());
    }

    private static JsonNode json(String text) {
        return Json.MAPPER.readTree(text.replace('\'', '"'));
    }
}
