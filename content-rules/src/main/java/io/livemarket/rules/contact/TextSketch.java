package io.livemarket.rules.contact;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A sketch of a text by which its similarity to other texts is estimated without keeping any word of it: for each of
 * {@value #LANES} hash functions one byte of the least hash of the text's words (MinHash of one byte a lane). The share
 * of equal bytes estimates the share of common words. Case, accents, numbers and links do not count.
 */
public final class TextSketch {

    /** The bytes of a sketch. */
    public static final int LANES = 64;

    /** The share of equal bytes from which two texts count as one text with changes. */
    static final double ALIKE = 0.6;

    /**
     * The fewest different words of a text that is compared: shorter texts are greetings and questions of everybody.
     */
    static final int FEWEST_WORDS = 8;

    private static final int MOST_WORDS = 400;
    private static final Pattern LINKS = Pattern.compile("\\S*(?:://|www\\.|[a-z0-9]\\.[a-z]{2})\\S*");
    private static final Pattern OTHER_SIGNS = Pattern.compile("[^\\p{L}]+");

    private TextSketch() {}

    /** The sketch of a text; empty for a text with fewer than {@value #FEWEST_WORDS} different words. */
    public static byte[] of(String content) {
        Set<String> words = words(content);
        if (words.size() < FEWEST_WORDS) {
            return new byte[0];
        }
        long[] least = new long[LANES];
        Arrays.fill(least, Long.MAX_VALUE);
        for (String word : words) {
            long hash = hash(word);
            for (int lane = 0; lane < LANES; lane++) {
                least[lane] = Math.min(least[lane], mixed(hash + lane * 0x9E3779B97F4A7C15L));
            }
        }
        byte[] sketch = new byte[LANES];
        for (int lane = 0; lane < LANES; lane++) {
            sketch[lane] = (byte) least[lane];
        }
        return sketch;
    }

    /** Whether two texts with these sketches are one text with changes. */
    public static boolean areAlike(byte[] one, byte[] other) {
        if (one.length != LANES || other.length != LANES) {
            return false;
        }
        int equal = 0;
        for (int lane = 0; lane < LANES; lane++) {
            equal += one[lane] == other[lane] ? 1 : 0;
        }
        return equal >= ALIKE * LANES;
    }

    private static Set<String> words(String content) {
        String plain = LINKS.matcher(PlainText.of(content)).replaceAll(" ");
        Set<String> words = new HashSet<>();
        for (String word : OTHER_SIGNS.split(plain)) {
            if (!word.isEmpty() && words.size() < MOST_WORDS) {
                words.add(word);
            }
        }
        return words;
    }

    /** FNV-1a of the word's characters. */
    private static long hash(String word) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < word.length(); i++) {
            hash = (hash ^ word.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /** The finalizer of SplitMix64. */
    private static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
