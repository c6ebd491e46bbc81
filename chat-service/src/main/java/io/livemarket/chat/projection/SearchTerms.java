package io.livemarket.chat.projection;

import io.livemarket.chat.projection.Words.Word;
import java.util.List;
import java.util.Optional;

/**
 * The words of a search. A message matches that contains all of them, in any order; the last one may also be the
 * beginning of a word.
 */
public final class SearchTerms {

    /** The most characters (code points) of a search. */
    public static final int MAX_LENGTH = 200;
    /** The most words of a search. */
    public static final int MAX_WORDS = 10;

    private final List<Word> words;
    private final short[] required;

    private SearchTerms(List<Word> words) {
        this.words = words;
        this.required = WordMarks.required(words);
    }

    /** The words of a search; empty for a text that is too long, has too many words, or has none. */
    public static Optional<SearchTerms> parse(String text) {
        if (text.codePointCount(0, text.length()) > MAX_LENGTH) {
            return Optional.empty();
        }
        List<Word> words = Words.of(text);
        return words.isEmpty() || words.size() > MAX_WORDS
                ? Optional.empty()
                : Optional.of(new SearchTerms(List.copyOf(words)));
    }

    /** Whether a message may match whose marks are these bytes. */
    boolean mayMatch(byte[] bytes, int from, int length) {
        return WordMarks.mayMatch(bytes, from, length, required);
    }

    boolean matches(String content) {
        List<Word> there = Words.of(content);
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            boolean last = i == words.size() - 1;
            if (there.stream().noneMatch(each -> matches(each, word, last))) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(Word there, Word searched, boolean asPrefix) {
        if (there.run() != searched.run()) {
            return false;
        }
        return searched.run()
                ? there.text().contains(searched.text())
                : asPrefix
                        ? there.text().startsWith(searched.text())
                        : there.text().equals(searched.text());
    }
}
