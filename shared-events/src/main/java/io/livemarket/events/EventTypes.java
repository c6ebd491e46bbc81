package io.livemarket.events;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The type names of one family of records: those that a sealed interface permits, directly or by sealed interfaces that
 * extend it. Immutable.
 */
public final class EventTypes<T> {

    private final Map<String, Class<? extends T>> classes = new LinkedHashMap<>();
    private final Map<Class<?>, String> names = new LinkedHashMap<>();

    private EventTypes(Class<T> family) {
        if (!family.isSealed()) {
            throw new IllegalArgumentException(family + " is not sealed");
        }
        addAll(family, family);
    }

    private void addAll(Class<?> sealed, Class<T> family) {
        for (Class<?> permitted : sealed.getPermittedSubclasses()) {
            if (permitted.isSealed()) {
                addAll(permitted, family);
            } else {
                add(permitted, family);
            }
        }
    }

    private void add(Class<?> permitted, Class<T> family) {
        EventType type = permitted.getAnnotation(EventType.class);
        if (type == null) {
            throw new IllegalArgumentException(permitted + " has no @EventType");
        }
        names.put(permitted, type.value());
        if (classes.put(type.value(), permitted.asSubclass(family)) != null) {
            throw new IllegalArgumentException("Two records are called " + type.value());
        }
    }

    /**
     * The types of a sealed interface.
     *
     * @throws IllegalArgumentException when the interface is not sealed, a record has no {@link EventType}, or two
     *     records have one name
     */
    public static <T> EventTypes<T> of(Class<T> family) {
        return new EventTypes<>(family);
    }

    /** The record class of a type name; null for a name of a later version: a consumer skips its records. */
    public @Nullable Class<? extends T> classOf(String name) {
        return classes.get(name);
    }

    /** The type name of a record. */
    public String nameOf(T value) {
        return nameOf(value.getClass());
    }

    /**
     * The type name of a record class.
     *
     * @throws IllegalArgumentException for a class of another family
     */
    public String nameOf(Class<?> type) {
        String name = names.get(type);
        if (name == null) {
            throw new IllegalArgumentException(type + " does not belong to this family");
        }
        return name;
    }

    /** All record classes, in the order of the sealed interface. */
    public Collection<Class<? extends T>> classes() {
        return classes.values();
    }

    /** The record classes by type name. */
    public Map<String, Class<? extends T>> byName() {
        return Map.copyOf(classes);
    }
}
