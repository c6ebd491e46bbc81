package io.livemarket.rules.contact;

import com.hankcs.algorithm.AhoCorasickDoubleArrayTrie;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The words of both languages that mean something to the detectors, from {@code contact/lexicon.txt}: {@code sense:
 * word, word*, a phrase}. All are found in one pass over a text, whatever their number.
 */
final class Lexicon {

    private static final String FILE = "/contact/lexicon.txt";
    private static final AhoCorasickDoubleArrayTrie<Entry> WORDS = load();

    /**
     * The senses of one spelling.
     *
     * @param exact of the word itself
     * @param prefix of every word that begins so
     */
    private record Entry(long exact, long prefix) {

        Entry with(Sense sense, boolean begins) {
            return begins ? new Entry(exact, prefix | sense.bit()) : new Entry(exact | sense.bit(), prefix);
        }
    }

    private Lexicon() {}

    /** Gives the tokens their senses; the longest phrase that begins at a token wins over shorter ones. */
    static void read(Tokens tokens) {
        int[] last = new int[tokens.size()];
        long[] senses = new long[tokens.size()];
        int[] beginnings = tokens.beginnings();
        int[] endings = tokens.endings();
        WORDS.parseText(undressed(tokens.plain()), (begin, end, entry) -> {
            int first = beginnings[begin] - 1;
            if (first < 0) {
                return;
            }
            int to = endings[end] - 1;
            if (to < 0) {
                // Of a longer word: only where every word that begins so is meant.
                if (entry.prefix() != 0 && end < tokens.end(first) && last[first] <= first) {
                    senses[first] |= entry.prefix();
                }
            } else if (to > Math.max(first, last[first])) {
                last[first] = to;
                senses[first] = entry.exact() | entry.prefix();
            } else if (to == first && last[first] <= first) {
                senses[first] |= entry.exact() | entry.prefix();
            }
        });
        tokens.merge(last, senses);
    }

    /** Whether letters and digits in a row are a word of the lexicon in which digits stand for letters. */
    static boolean isDressedUp(String plain, int from, int to) {
        return to - from > 3 && WORDS.exactMatchSearch(undressed(plain.substring(from, to))) >= 0;
    }

    /** Digits between letters, as the letters that they stand for. */
    private static String undressed(String plain) {
        StringBuilder changed = null;
        for (int i = 0; i < plain.length(); i++) {
            char letter = letterFor(plain.charAt(i));
            if (letter != 0 && (isLetter(plain, i - 1) || isLetter(plain, i + 1))) {
                changed = changed == null ? new StringBuilder(plain) : changed;
                changed.setCharAt(i, letter);
            }
        }
        return changed == null ? plain : changed.toString();
    }

    private static boolean isLetter(String plain, int at) {
        return at >= 0 && at < plain.length() && Character.isLetter(plain.charAt(at));
    }

    private static char letterFor(char digit) {
        return switch (digit) {
            case '0' -> 'o';
            case '1' -> 'i';
            case '3' -> 'e';
            case '4' -> 'a';
            case '5' -> 's';
            case '7' -> 't';
            default -> 0;
        };
    }

    private static AhoCorasickDoubleArrayTrie<Entry> load() {
        TreeMap<String, Entry> words = new TreeMap<>();
        lines(FILE).forEach(line -> {
            int colon = line.indexOf(':');
            Sense sense = Sense.named(line.substring(0, colon).strip());
            for (String text : line.substring(colon + 1).split(",")) {
                String word = text.strip();
                boolean begins = word.endsWith("*");
                String spelt = PlainText.of(begins ? word.substring(0, word.length() - 1) : word);
                words.merge(
                        spelt,
                        new Entry(0, 0).with(sense, begins),
                        (one, other) -> new Entry(one.exact() | other.exact(), one.prefix() | other.prefix()));
            }
        });
        Numerals.words()
                .forEach(word -> words.merge(
                        word,
                        new Entry(Sense.NUMERAL.bit(), 0),
                        (one, other) -> new Entry(one.exact() | other.exact(), one.prefix() | other.prefix())));
        AhoCorasickDoubleArrayTrie<Entry> trie = new AhoCorasickDoubleArrayTrie<>();
        trie.build(words);
        return trie;
    }

    /** The lines of a file beside the classes that are neither blank nor a comment. */
    static List<String> lines(String file) {
        List<String> lines = new ArrayList<>();
        try (InputStream stream = Lexicon.class.getResourceAsStream(file);
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(lines::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }
}
