package io.livemarket.rules.contact;

import com.hankcs.algorithm.AhoCorasickDoubleArrayTrie;
import io.livemarket.rules.Resources;
import java.util.TreeMap;

/**
 * The words of both languages with a sense for the detectors, from {@code contact/lexicon.txt}: {@code sense: word,
 * word*, a phrase}. All are found in one pass over a text, whatever their number.
 */
final class Lexicon {

    private static final String FILE = "/contact/lexicon.txt";
    private static final AhoCorasickDoubleArrayTrie<Entry> WORDS = load();

    /**
     * The senses of one spelling.
     *
     * @param exact the senses of the word itself
     * @param prefix the senses of every word with this prefix
     */
    private record Entry(long exact, long prefix) {

        Entry with(Sense sense, boolean begins) {
            return begins ? new Entry(exact, prefix | sense.bit()) : new Entry(exact | sense.bit(), prefix);
        }
    }

    private Lexicon() {}

    /** Sets the senses of the tokens. The longest phrase that begins at a token takes precedence over shorter ones. */
    static void read(Tokens tokens) {
        int[] last = new int[tokens.size()];
        long[] senses = new long[tokens.size()];
        int[] beginnings = tokens.beginnings();
        int[] endings = tokens.endings();
        WORDS.parseText(withoutSubstitutes(tokens.plain()), (begin, end, entry) -> {
            int first = beginnings[begin] - 1;
            if (first < 0) {
                return;
            }
            int to = endings[end] - 1;
            if (to < 0) {
                // The match ends within a longer word, so that only senses of the prefix apply.
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

    /** Whether letters and digits in a row are a word of the lexicon in which digits substitute letters. */
    static boolean isWordWithSubstitutes(String plain, int from, int to) {
        return to - from > 3 && WORDS.exactMatchSearch(withoutSubstitutes(plain.substring(from, to))) >= 0;
    }

    /** The text with digits next to letters replaced by the letters that they substitute. */
    private static String withoutSubstitutes(String plain) {
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
        Resources.lines(FILE).forEach(line -> {
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
}
