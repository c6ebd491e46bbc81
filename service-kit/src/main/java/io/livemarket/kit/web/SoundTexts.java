package io.livemarket.kit.web;

import io.livemarket.events.text.Texts;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.module.SimpleModule;

/**
 * Refuses texts of bodies that are not {@link Texts#isSound}, with the field's name. Half a surrogate pair cannot be
 * written as UTF-8 and would become another character; a store or a client may end a text at U+0000.
 */
public final class SoundTexts extends StringDeserializer {

    private SoundTexts() {}

    /** The module for the mapper of bodies alone: records of topics are read as they were written. */
    public static JacksonModule module() {
        return new SimpleModule("sound-texts").addDeserializer(String.class, new SoundTexts());
    }

    @Override
    public @Nullable String deserialize(JsonParser parser, DeserializationContext context) {
        String text = super.deserialize(parser, context);
        if (text != null && !Texts.isSound(text)) {
            throw InvalidFormatException.from(
                    parser, "a text with half a surrogate pair or U+0000", null, String.class);
        }
        return text;
    }
}
