package io.livemarket.events.contracts;

import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import com.github.victools.jsonschema.module.jackson.JacksonSchemaModule;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.livemarket.events.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema (draft 2020-12) of each type, made from its record by the rules of {@link Json}: fields in the order
 * of the record, UUIDs and times as text with a format, enums by their names on the wire, absent instead of null,
 * required unless it is {@code @Nullable}, open to fields that a later version adds.
 */
final class Schemas {

    private static final Map<Class<?>, String> FORMATS = Map.of(UUID.class, "uuid", Instant.class, "date-time");

    private static final SchemaGenerator GENERATOR = generator();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final DefaultPrettyPrinter PRINTER = new DefaultPrettyPrinter(
                    Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(new DefaultIndenter("  ", "\n"));

    private Schemas() {}

    static ObjectNode of(Contract contract) {
        ObjectNode generated = GENERATOR.generateSchema(contract.type());
        ObjectNode schema = Json.MAPPER.createObjectNode();
        schema.set("$schema", generated.remove("$schema"));
        schema.put("$id", "urn:livemarket:schema:" + contract.name());
        schema.put("title", contract.name());
        schema.put("description", RecordSources.sentence(contract.name()));
        return schema.setAll(generated);
    }

    /** The text of a schema in a file. */
    static String text(JsonNode json) {
        return Json.MAPPER.writer().with(PRINTER).writeValueAsString(json) + "\n";
    }

    /** The violations of the schema by a value, one line each; formats count. Empty when it is valid. */
    static List<String> violations(JsonNode schema, JsonNode value) {
        Schema compiled = REGISTRY.getSchema(schema);
        return compiled
                .validate(value, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }

    private static SchemaGenerator generator() {
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        Json.MAPPER, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonSchemaModule(
                        JacksonOption.FLATTENED_ENUMS_FROM_JSONVALUE, JacksonOption.FLATTENED_ENUMS_FROM_JSONPROPERTY))
                .with(Option.INLINE_ALL_SCHEMAS, Option.ENUM_KEYWORD_FOR_SINGLE_VALUES);
        config.forTypesInGeneral()
                .withPropertySorter((one, other) -> 0)
                .withCustomDefinitionProvider((type, context) -> {
                    String format = FORMATS.get(type.getErasedType());
                    return format == null
                            ? null
                            : new CustomDefinition(
                                    Json.MAPPER
                                            .createObjectNode()
                                            .put("type", "string")
                                            .put("format", format),
                                    true);
                });
        config.forFields().withRequiredCheck(Schemas::required);
        return new SchemaGenerator(config.build());
    }

    private static boolean required(FieldScope field) {
        return !OptionalFields.contains(field.getDeclaringType().getErasedType(), field.getDeclaredName());
    }
}
