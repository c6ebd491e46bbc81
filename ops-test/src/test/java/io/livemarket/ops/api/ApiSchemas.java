package io.livemarket.ops.api;

import com.fasterxml.classmate.ResolvedType;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.generator.impl.DefinitionKey;
import com.github.victools.jsonschema.generator.naming.SchemaDefinitionNamingStrategy;
import com.github.victools.jsonschema.module.jackson.JacksonSchemaModule;
import io.livemarket.events.Json;
import io.livemarket.events.errors.ErrorCode;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schemas of one document, made from records: named as {@code descriptions.yaml} names them, and from one another
 * by reference.
 */
final class ApiSchemas {

    private static final Map<Class<?>, String> FORMATS = Map.of(UUID.class, "uuid", Instant.class, "date-time");

    private final Descriptions descriptions;
    private final Map<String, String> names = new HashMap<>();
    private final FlatRecords flat = new FlatRecords();
    private final SchemaBuilder builder;

    ApiSchemas(Descriptions descriptions) {
        this.descriptions = descriptions;
        SchemaGeneratorConfigBuilder config =
                new SchemaGeneratorConfigBuilder(Json.MAPPER, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON);
        // Before the definitions of Jackson's module, which it flattens.
        config.forTypesInGeneral().withCustomDefinitionProvider(flat);
        config.with(new JacksonSchemaModule())
                .with(Option.DEFINITIONS_FOR_ALL_OBJECTS, Option.EXTRA_OPEN_API_FORMAT_VALUES)
                .without(Option.SCHEMA_VERSION_INDICATOR);
        config.forTypesInGeneral()
                .withPropertySorter((one, other) -> 0)
                .withDefinitionNamingStrategy(new Named())
                .withCustomDefinitionProvider(ApiSchemas::special);
        config.forFields()
                .withRequiredCheck(this::isRequired)
                .withNullableCheck(field -> contains(ofDeclaring(field).path("nullable"), field))
                .withTargetTypeOverridesResolver(this::elements)
                .withInstanceAttributeOverride(this::describe);
        builder = new SchemaGenerator(config.build()).buildMultipleSchemaDefinitions();
    }

    /** A schema of a type; it is complete when {@link #definitions} was called. */
    ObjectNode of(Type type) {
        return builder.createSchemaReference(type);
    }

    /** Every schema that was referred to, by name. */
    Map<String, JsonNode> definitions() {
        Map<String, JsonNode> sorted = new TreeMap<>();
        builder.collectDefinitions("components/schemas").forEachEntry(sorted::put);
        return sorted;
    }

    /** The records that schemas were made of. */
    TreeSet<String> used() {
        return new TreeSet<>(names.values());
    }

    private final class Named implements SchemaDefinitionNamingStrategy {
        @Override
        public String getDefinitionNameForKey(DefinitionKey key, SchemaGenerationContext context) {
            String type = keyOf(key.getType());
            String name = descriptions
                    .schema(type)
                    .path("name")
                    .asString(key.getType().getErasedType().getSimpleName());
            String before = names.putIfAbsent(name, type);
            if (before != null && !before.equals(type)) {
                throw new IllegalStateException("Both " + before + " and " + type + " are called " + name);
            }
            return name;
        }
    }

    /** Without {@code io.livemarket}, as {@code descriptions.yaml} has it. */
    static String keyOf(ResolvedType type) {
        String name =
                type.getErasedType().getName().replace("io.livemarket.", "").replace('$', '.');
        return type.getTypeParameters().isEmpty()
                ? name
                : name + "<"
                        + String.join(
                                ",",
                                type.getTypeParameters().stream()
                                        .map(ApiSchemas::keyOf)
                                        .toList()) + ">";
    }

    private static CustomDefinition special(ResolvedType type, SchemaGenerationContext context) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        String format = FORMATS.get(type.getErasedType());
        if (format != null) {
            return new CustomDefinition(node.put("type", "string").put("format", format), true);
        }
        if (type.getErasedType() == ErrorCode.class) {
            node.put("type", "string").put("description", "Why a request is refused. More codes may come.");
            Arrays.stream(ErrorCode.values())
                    .forEach(code -> node.withArray("enum").add(code.code()));
            return new CustomDefinition(node);
        }
        if (type.getErasedType().isEnum()) {
            node.put("type", "string");
            Arrays.stream(type.getErasedType().getEnumConstants())
                    .forEach(value -> node.withArray("enum").add(Json.MAPPER.<JsonNode>valueToTree(value)));
            return new CustomDefinition(node, true);
        }
        if (type.isInstanceOf(Map.class)) {
            ResolvedType value = type.typeParametersFor(Map.class).get(1);
            node.put("type", "object");
            if (value.getErasedType() != Object.class) {
                node.set("additionalProperties", context.createDefinitionReference(value));
            }
            return new CustomDefinition(node, true);
        }
        return null;
    }

    private JsonNode ofDeclaring(FieldScope field) {
        return descriptions.schema(flat.keyOf(field.getDeclaringType()));
    }

    private boolean isRequired(FieldScope field) {
        JsonNode written = ofDeclaring(field);
        if (written.has("required")) {
            return contains(written.path("required"), field);
        }
        if (written.has("optional")) {
            return !contains(written.path("optional"), field);
        }
        boolean constrained = Arrays.stream(
                        field.getDeclaringType().getErasedType().getDeclaredFields())
                .anyMatch(Constraints::isRequired);
        return !constrained || Constraints.isRequired(field.getRawMember());
    }

    private static boolean contains(JsonNode list, FieldScope field) {
        return list.valueStream().anyMatch(each -> each.asString().equals(field.getDeclaredName()));
    }

    /** What a list of bare JSON holds. */
    private List<ResolvedType> elements(FieldScope field) {
        JsonNode of = ofDeclaring(field).path("elements").path(field.getDeclaredName());
        return of.isMissingNode() || field.isFakeContainerItemScope()
                ? null
                : List.of(field.getContext()
                        .resolve(List.class, ClassUtils.resolveClassName("io.livemarket." + of.asString(), null)));
    }

    private void describe(ObjectNode schema, FieldScope field, SchemaGenerationContext context) {
        if (field.isFakeContainerItemScope()) {
            return;
        }
        JsonNode written = ofDeclaring(field);
        String name = field.getDeclaredName();
        Constraints.add(schema, field.getRawMember(), field.getType().getErasedType());
        if (written.path("enums").has(name)) {
            schema.set("enum", written.path("enums").get(name));
        }
        if (written.path("fields").has(name)) {
            schema.set("description", written.path("fields").get(name));
        }
    }
}
