package io.livemarket.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes the spellings of a text in which signs hide letters of one word, except for its first and last letter: p*ta,
 * p**a.
 */
final class HiddenLetters {

    private static final int SHORTEST_WORD = 4;
    private static final int FEW = 3;

    private HiddenLetters() {}

    /** The text itself and its spellings with hidden letters. */
    static List<String> of(String text) {
        List<String> spellings = new ArrayList<>(List.of(text));
        int begin = 0;
        for (String word : text.split(" ")) {
            for (int from = 1; word.length() >= SHORTEST_WORD && from < word.length() - 1; from++) {
                for (int to = from + 1; to < word.length(); to++) {
                    if (to - from <= FEW || from == 1 && to == word.length() - 1) {
                        spellings.add(text.substring(0, begin + from)
                                + FoldedText.hole(to - from)
                                + text.substring(begin + to));
                    }
                }
            }
            begin += word.length() + 1;
        }
        return spellings;
    }
}
