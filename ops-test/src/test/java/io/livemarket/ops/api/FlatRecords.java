package io.livemarket.ops.api;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinitionProviderV2;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schemas of records that have {@code @JsonUnwrapped} components: one object, in which the fields of such a
 * component stand in its place, as in the JSON.
 */
final class FlatRecords implements CustomDefinitionProviderV2 {

    /** The described key of the record into which a type's fields are being unwrapped. */
    private final Map<Class<?>, String> into = new HashMap<>();

    /** The components of a record as its JSON has them. */
    static Stream<RecordComponent> components(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .flatMap(component -> isUnwrapped(component) ? components(component.getType()) : Stream.of(component));
    }

    /** The key by which the fields of a type are described: that of the record whose JSON has them. */
    String keyOf(ResolvedType declaring) {
        return into.getOrDefault(declaring.getErasedType(), ApiSchemas.keyOf(declaring));
    }

    @Override
    public CustomDefinition provideCustomSchemaDefinition(ResolvedType type, SchemaGenerationContext context) {
        RecordComponent[] components = type.getErasedType().getRecordComponents();
        if (components == null || Arrays.stream(components).noneMatch(FlatRecords::isUnwrapped)) {
            return null;
        }
        List<Class<?>> unwrapped = Arrays.stream(components)
                .filter(FlatRecords::isUnwrapped)
                .<Class<?>>map(RecordComponent::getType)
                .toList();
        unwrapped.forEach(part -> into.put(part, ApiSchemas.keyOf(type)));
        ObjectNode own = context.createStandardDefinition(type, this);
        unwrapped.forEach(into::remove);
        return new CustomDefinition(flat(components, own, own.required("allOf").iterator()));
    }

    private static ObjectNode flat(RecordComponent[] components, ObjectNode own, Iterator<JsonNode> unwrapped) {
        ObjectNode properties = own.objectNode();
        ArrayNode required = own.arrayNode();
        for (RecordComponent component : components) {
            if (isUnwrapped(component)) {
                JsonNode part = unwrapped.next();
                properties.setAll((ObjectNode) part.required("properties"));
                part.path("required").forEach(required::add);
            } else {
                properties.set(component.getName(), own.required("properties").required(component.getName()));
                own.path("required")
                        .valueStream()
                        .filter(name -> name.asString().equals(component.getName()))
                        .forEach(required::add);
            }
        }
        ObjectNode whole = own.deepCopy();
        whole.remove("allOf");
        whole.set("properties", properties);
        whole.set("required", required);
        return whole;
    }

    private static boolean isUnwrapped(RecordComponent component) {
        return component.getAccessor().isAnnotationPresent(JsonUnwrapped.class);
    }
}
