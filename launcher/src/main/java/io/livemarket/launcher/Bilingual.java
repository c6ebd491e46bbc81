package io.livemarket.launcher;

/** A text for people, in English with the Spanish beside it. */
public record Bilingual(String english, String spanish) {

    /** Both texts hold the same {@link String#format} places, filled with the same values. */
    public static Bilingual of(String english, String spanish, Object... values) {
        return new Bilingual(english.formatted(values), spanish.formatted(values));
    }

    @Override
    public String toString() {
        return english + " · " + spanish;
    }
}
