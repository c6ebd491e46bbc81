package io.livemarket.loadtest.messages;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Made-up marketplace talk, equal in every run: a few texts of the requested size in UTF-8 bytes, with accents and
 * without characters that JSON escapes or text that a content rule finds (digits, addresses, links).
 */
public final class Contents {

    private static final int VARIANTS = 64;
    private static final String[] WORDS = {
        "hola",
        "bicicleta",
        "sigue",
        "disponible",
        "precio",
        "envío",
        "mañana",
        "perfecto",
        "gracias",
        "color",
        "azul",
        "tamaño",
        "niño",
        "casi",
        "nuevo",
        "recogida",
        "centro",
        "tarde",
        "hello",
        "still",
        "available",
        "lovely",
        "condition",
        "pick",
        "up",
        "weekend",
        "thanks",
        "price",
        "chair"
    };

    private final String[] texts = new String[VARIANTS];
    private final byte[][] encoded = new byte[VARIANTS][];

    /** @param bytes the size of each text, at least 1 */
    public Contents(int bytes) {
        Random words = new Random(20_251);
        for (int i = 0; i < VARIANTS; i++) {
            texts[i] = text(words, bytes);
            encoded[i] = texts[i].getBytes(StandardCharsets.UTF_8);
        }
    }

    private static String text(Random words, int bytes) {
        StringBuilder text = new StringBuilder();
        int size = 0;
        while (size < bytes) {
            String word = WORDS[words.nextInt(WORDS.length)];
            int wordSize = word.getBytes(StandardCharsets.UTF_8).length;
            boolean fits = size + wordSize + 2 <= bytes;
            String next = fits ? word + " " : "x";
            text.append(next);
            size += fits ? wordSize + 1 : 1;
        }
        return text.toString();
    }

    /** The text of the message with this index. */
    public String text(int index) {
        return texts[index % VARIANTS];
    }

    /** The text of the message with this index, in UTF-8. The array is shared and must not be changed. */
    byte[] encoded(int index) {
        return encoded[index % VARIANTS];
    }
}
