package io.livemarket.launcher;

import org.jspecify.annotations.Nullable;

/** A text for the terminal, in English with the Spanish beside it. */
public record Bilingual(String english, String spanish) {

    /** The two texts with their {@link String#format} placeholders filled; each placeholder stands in both texts. */
    public static Bilingual of(String english, String spanish, @Nullable Object... values) {
        return new Bilingual(english.formatted(values), spanish.formatted(values));
    }

    @Override
    public String toString() {
        return english + " · " + spanish;
    }
}
