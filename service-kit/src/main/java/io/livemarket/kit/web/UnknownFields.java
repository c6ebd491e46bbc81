package io.livemarket.kit.web;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Refuses unknown fields of bodies that are {@link KnownFieldsOnly}; those of every other body are ignored. */
public final class UnknownFields extends DeserializationProblemHandler {

    @Override
    public boolean handleUnknownProperty(
            DeserializationContext context,
            JsonParser parser,
            ValueDeserializer<?> deserializer,
            Object beanOrClass,
            String name) {
        Class<?> type = beanOrClass instanceof Class<?> known ? known : beanOrClass.getClass();
        if (type.isAnnotationPresent(KnownFieldsOnly.class)) {
            throw UnrecognizedPropertyException.from(parser, beanOrClass, name, null);
        }
        return false;
    }
}
