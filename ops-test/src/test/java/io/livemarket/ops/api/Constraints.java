package io.livemarket.ops.api;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.reflect.AnnotatedElement;
import java.util.Collection;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** The constraints of Jakarta Validation, as JSON Schema writes them. */
final class Constraints {

    private Constraints() {}

    static boolean isRequired(AnnotatedElement element) {
        return element.isAnnotationPresent(NotNull.class) || element.isAnnotationPresent(NotBlank.class);
    }

    /** @param type of the value, on which it depends what a size counts */
    static void add(ObjectNode schema, AnnotatedElement element, Class<?> type) {
        Min min = element.getAnnotation(Min.class);
        if (min != null) {
            schema.put("minimum", min.value());
        }
        Max max = element.getAnnotation(Max.class);
        if (max != null) {
            schema.put("maximum", max.value());
        }
        Pattern pattern = element.getAnnotation(Pattern.class);
        if (pattern != null) {
            schema.put("pattern", "^(?:" + pattern.regexp() + ")$");
        }
        if (element.isAnnotationPresent(NotBlank.class)) {
            schema.put("minLength", 1);
        }
        size(schema, element.getAnnotation(Size.class), type);
    }

    private static void size(ObjectNode schema, Size size, Class<?> type) {
        if (size == null) {
            return;
        }
        String counted = Collection.class.isAssignableFrom(type)
                ? "Items"
                : Map.class.isAssignableFrom(type) ? "Properties" : "Length";
        if (size.min() > 0) {
            schema.put("min" + counted, size.min());
        }
        if (size.max() < Integer.MAX_VALUE) {
            schema.put("max" + counted, size.max());
        }
    }
}
