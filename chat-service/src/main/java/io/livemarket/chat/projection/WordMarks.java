package io.livemarket.chat.projection;

import io.livemarket.chat.projection.Words.Word;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The marks of a message's words, by which a search leaves out nearly all messages without reading them: hashes of 16
 * bits, in order, each once. A word has a mark of the whole word, of its first two and of its first four characters; a
 * run has one of each character and of each two neighbours. Equal words have equal marks; a few other words have them
 * too, so that the message itself decides.
 */
final class WordMarks {

    /** The most marks of one message. A message with more may contain every word, and has one byte in their place. */
    static final int MOST = 4_096;

    private static final int SHORT = 2;
    private static final int LONG = 4;

    private static final int WHOLE_WORD = 1;
    private static final int SHORT_PREFIX = 2;
    private static final int LONG_PREFIX = 3;
    private static final int CHARACTER = 4;
    private static final int NEIGHBOURS = 5;

    private short[] marks = new short[64];
    private int size;

    private WordMarks() {}

    /** The stored form of the marks of a message. */
    static byte[] of(String content) {
        WordMarks marks = new WordMarks();
        Words.of(content).forEach(marks::addAll);
        return marks.encode();
    }

    /** The marks of each message that contains all words; of the last one, or of a word that begins with it. */
    static short[] required(List<Word> words) {
        WordMarks marks = new WordMarks();
        for (int i = 0; i < words.size(); i++) {
            marks.require(words.get(i), i == words.size() - 1);
        }
        return Arrays.copyOf(marks.marks, marks.size);
    }

    private void require(Word word, boolean asPrefix) {
        String text = word.text();
        if (word.run()) {
            addRun(text, text.codePointCount(0, text.length()) == 1);
        } else if (!asPrefix) {
            add(hash(text, 0, text.length(), WHOLE_WORD));
        } else if (text.length() >= LONG) {
            add(hash(text, 0, LONG, LONG_PREFIX));
        } else if (text.length() >= SHORT) {
            add(hash(text, 0, SHORT, SHORT_PREFIX));
        }
    }

    /** Whether a message has all required marks, whose marks are these bytes. */
    static boolean mayMatch(byte[] bytes, int from, int length, short[] required) {
        if (length % 2 != 0) {
            return true;
        }
        for (short mark : required) {
            if (!has(bytes, from, from + length, mark)) {
                return false;
            }
        }
        return true;
    }

    private static boolean has(byte[] bytes, int from, int to, short mark) {
        byte high = (byte) (mark >> 8);
        byte low = (byte) mark;
        for (int at = from; at < to; at += 2) {
            if (bytes[at] == high && bytes[at + 1] == low) {
                return true;
            }
        }
        return false;
    }

    private void addAll(Word word) {
        String text = word.text();
        if (word.run()) {
            addRun(text, true);
            return;
        }
        add(hash(text, 0, text.length(), WHOLE_WORD));
        if (text.length() >= SHORT) {
            add(hash(text, 0, SHORT, SHORT_PREFIX));
        }
        if (text.length() >= LONG) {
            add(hash(text, 0, LONG, LONG_PREFIX));
        }
    }

    private void addRun(String run, boolean characters) {
        for (int at = 0; at < run.length(); ) {
            int next = run.offsetByCodePoints(at, 1);
            if (characters) {
                add(hash(run, at, next, CHARACTER));
            }
            if (next < run.length()) {
                add(hash(run, at, run.offsetByCodePoints(next, 1), NEIGHBOURS));
            }
            at = next;
        }
    }

    private void add(short mark) {
        if (size == marks.length) {
            marks = Arrays.copyOf(marks, 2 * size);
        }
        marks[size++] = mark;
    }

    private byte[] encode() {
        Arrays.sort(marks, 0, size);
        int distinct = 0;
        for (int i = 0; i < size; i++) {
            if (i == 0 || marks[i] != marks[i - 1]) {
                marks[distinct++] = marks[i];
            }
        }
        boolean fits = distinct <= MOST;
        ByteBuffer encoded = ByteBuffer.allocate(fits ? 2 * distinct : 1);
        for (int i = 0; fits && i < distinct; i++) {
            encoded.putShort(marks[i]);
        }
        return encoded.array();
    }

    /** FNV-1a over the characters, and the end of MurmurHash3, which spreads the bits. */
    private static short hash(String text, int from, int to, int kind) {
        int hash = 0x811C9DC5 ^ kind;
        for (int i = from; i < to; i++) {
            hash = (hash ^ text.charAt(i)) * 0x01000193;
        }
        hash = (hash ^ hash >>> 16) * 0x85EBCA6B;
        hash = (hash ^ hash >>> 13) * 0xC2B2AE35;
        return (short) (hash ^ hash >>> 16);
    }
}
