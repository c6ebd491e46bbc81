package io.livemarket.rules.contact;

import java.util.Arrays;

/**
 * The words, numbers and signs of a plain text in their order, with their senses from the {@link Lexicon}. A phrase of
 * the lexicon is one token. Made in one pass; there are at most as many tokens as characters.
 */
final class Tokens {

    /** The form of a token. */
    enum Form {
        WORD,
        NUMBER,
        MIXED,
        SIGN
    }

    private static final int FEWEST_DIGITS = 7;
    private static final int FEWEST_NUMERALS = 3;

    private final String plain;
    private int size;
    private int[] begin;
    private int[] end;
    private Form[] form;
    private long[] senses;
    private int[] clause = {};
    private int[] sentence = {};
    private long seen;
    private int digits;
    private int numerals;
    private int longest;
    /**
     * The end of the last name that was read; {@link #nameSign} and {@link #nameDigit} are the positions of its last
     * sign and digit.
     */
    private int nameEnd;

    private int nameSign;
    private int nameDigit;
    /** The first token of the last row of names that was followed; {@link #rowLast} is its last token. */
    private int rowFrom;

    private int rowLast = -1;

    private Tokens(String plain) {
        this.plain = plain;
        int room = plain.length() / 3 + 8;
        begin = new int[room];
        end = new int[room];
        form = new Form[room];
        senses = new long[room];
    }

    static Tokens of(String plain) {
        Tokens tokens = new Tokens(plain);
        int length = plain.length();
        for (int i = 0; i < length; ) {
            char c = plain.charAt(i);
            if (c == ' ') {
                i++;
            } else if (isAlphanumeric(c)) {
                i = tokens.run(i);
            } else {
                tokens.add(i, i + 1, Form.SIGN);
                i++;
            }
        }
        Lexicon.read(tokens);
        tokens.complete();
        return tokens;
    }

    /** Adds letters and digits in a row as one word, one number, or several of both. */
    private int run(int from) {
        int to = from;
        boolean letters = false;
        boolean numbers = false;
        while (to < plain.length() && isAlphanumeric(plain.charAt(to))) {
            boolean digit = isDigit(plain.charAt(to));
            numbers |= digit;
            letters |= !digit;
            digits += digit ? 1 : 0;
            to++;
        }
        longest = Math.max(longest, to - from);
        if (!letters || !numbers) {
            add(from, to, letters ? Form.WORD : Form.NUMBER);
        } else if (Lexicon.isWordWithSubstitutes(plain, from, to)) {
            add(from, to, Form.WORD);
        } else if (Numerals.looksLikeDigits(plain, from, to)) {
            add(from, to, Form.NUMBER);
        } else if (isDigit(plain.charAt(from)) || Numerals.isNumeralThenDigits(plain, from, to)) {
            parts(from, to);
        } else {
            add(from, to, Form.MIXED);
        }
        return to;
    }

    private void parts(int from, int to) {
        int start = from;
        for (int i = from + 1; i <= to; i++) {
            if (i == to || isDigit(plain.charAt(i)) != isDigit(plain.charAt(start))) {
                add(start, i, isDigit(plain.charAt(start)) ? Form.NUMBER : Form.WORD);
                start = i;
            }
        }
    }

    private void add(int from, int to, Form kind) {
        if (size == begin.length) {
            begin = Arrays.copyOf(begin, 2 * size);
            end = Arrays.copyOf(end, 2 * size);
            form = Arrays.copyOf(form, 2 * size);
            senses = Arrays.copyOf(senses, 2 * size);
        }
        begin[size] = from;
        end[size] = to;
        form[size++] = kind;
    }

    /** For each character the token that begins there, plus one; 0 without one. */
    int[] beginnings() {
        return at(begin);
    }

    /** For each character the token that ends before it, plus one; 0 without one. */
    int[] endings() {
        return at(end);
    }

    private int[] at(int[] characters) {
        int[] tokens = new int[plain.length() + 1];
        for (int i = 0; i < size; i++) {
            tokens[characters[i]] = i + 1;
        }
        return tokens;
    }

    /** The token that begins at a character; -1 without one. */
    int beginningAt(int at) {
        return Math.max(-1, Arrays.binarySearch(begin, 0, size, at));
    }

    /**
     * Merges the tokens of each phrase into one. A phrase that begins with a digit is a word in which the digit
     * substitutes a letter: 4h, 1m.
     *
     * @param last the last token of the phrase that begins at a token
     * @param meanings the senses of the phrase or word that begins there
     */
    void merge(int[] last, long[] meanings) {
        int write = 0;
        for (int read = 0; read < size; write++) {
            int to = Math.max(read, last[read]);
            begin[write] = begin[read];
            end[write] = end[to];
            form[write] = to > read && form[read] == Form.NUMBER ? Form.WORD : form[read];
            senses[write] = meanings[read];
            read = to + 1;
        }
        size = write;
    }

    private void complete() {
        clause = new int[size];
        sentence = new int[size];
        int clauseAt = 0;
        int sentenceAt = 0;
        for (int i = 0; i < size; i++) {
            clause[i] = clauseAt;
            sentence[i] = sentenceAt;
            if (form[i] == Form.NUMBER) {
                senses[i] |= Sense.NUMBER.bit();
            } else if (form[i] != Form.SIGN) {
                senses[i] |= (senses[i] == 0 ? Sense.WORD.bit() : 0) | (isHandle(i) ? Sense.HANDLE.bit() : 0);
            } else if (is(i, '@') && isTag(i)) {
                senses[i] |= isNameWithSigns(end[i]) ? Sense.TAG.bit() : Sense.AT.bit();
            } else if (is(i, ':')) {
                senses[i] |= Sense.USER.bit();
            } else if (isStop(i)) {
                senses[i] |= is(i, '?') ? Sense.QUESTION.bit() : 0;
                clauseAt = i + 1;
                sentenceAt = i + 1;
            } else if (is(i, ',')) {
                clauseAt = i + 1;
            }
            numerals += (senses[i] & Sense.NUMERAL.bit()) == 0 ? 0 : 1;
            seen |= senses[i];
        }
    }

    private boolean isStop(int i) {
        char c = plain.charAt(begin[i]);
        boolean apart = end[i] == plain.length() || plain.charAt(end[i]) == ' ';
        return c == ';'
                || c == '!'
                || c == '?'
                || c == '\u00bf'
                || c == '\u00a1'
                || c == '.' && apart && !isAbbreviated(i);
    }

    /** Whether an @ is before a name and after a blank, and thus not part of an address, a price or an hour. */
    private boolean isTag(int i) {
        int next = end[i];
        return (begin[i] == 0 || !isAlphanumeric(plain.charAt(begin[i] - 1)) && plain.charAt(begin[i] - 1) != '.')
                && i + 1 < size
                && begin[i + 1] == next
                && form[i + 1] != Form.NUMBER
                && form[i + 1] != Form.SIGN
                && !has(i + 1, Sense.PLACE)
                && (begin[i] == 0 || plain.charAt(begin[i] - 1) == ' ' || !has(i + 1, Sense.PROVIDER));
    }

    private boolean isNameWithSigns(int from) {
        for (int to = from; to < plain.length() && isOfAName(plain.charAt(to)); to++) {
            boolean ends = to + 1 >= plain.length() || !isAlphanumeric(plain.charAt(to + 1));
            if (isDigit(plain.charAt(to)) || !isAlphanumeric(plain.charAt(to)) && !ends) {
                return true;
            }
        }
        return false;
    }

    /** Whether a full stop belongs to an abbreviation and ends no sentence: "Ref. 12", "Tel. 12". */
    private boolean isAbbreviated(int i) {
        return i > 0
                && end[i - 1] == begin[i]
                && (has(i - 1, Sense.NAMING) || has(i - 1, Sense.PHONE) || has(i - 1, Sense.NUMERO))
                && begin[i] - plain.lastIndexOf(' ', begin[i] - 1) <= 5;
    }

    /** The last token of the name that begins at a token; the token itself without a name. */
    int lastOf(int i) {
        if (!has(i, Sense.HANDLE)) {
            return i;
        }
        // All names in a row end with the row.
        if (i >= rowFrom && i <= rowLast) {
            return rowLast;
        }
        int last = i;
        while (last + 1 < size
                && begin[last + 1] == end[last]
                && (form[last + 1] != Form.SIGN
                        || isOfAName(plain.charAt(begin[last + 1]))
                                && last + 2 < size
                                && begin[last + 2] == end[last + 1]
                                && form[last + 2] != Form.SIGN)) {
            last++;
        }
        rowFrom = i;
        rowLast = last;
        return last;
    }

    /** Whether a token begins a name of the form of other networks: ana_82, luis.retro, annie#4821, @ana. */
    private boolean isHandle(int i) {
        int from = begin[i];
        boolean apart = end[i] == plain.length() || plain.charAt(end[i]) == ' ';
        if (apart && form[i] == Form.WORD && (from == 0 || plain.charAt(from - 1) != '@')) {
            return false;
        }
        if (from > 0
                && (plain.charAt(from - 1) == '_' || plain.charAt(from - 1) == '.' || plain.charAt(from - 1) == '/')) {
            return false;
        }
        readName(from);
        boolean sign = nameSign >= from;
        boolean digit = nameDigit >= from;
        return nameEnd - from >= 4 && (sign || digit && senses[i] == 0)
                || from > 0 && plain.charAt(from - 1) == '@' && nameEnd - from >= 3;
    }

    /**
     * Reads the name at a position up to its end. A name that begins within the last one has the same end, and is not
     * read again.
     */
    private void readName(int from) {
        if (from < nameEnd) {
            return;
        }
        nameEnd = from;
        nameSign = -1;
        nameDigit = -1;
        while (nameEnd < plain.length() && isOfAName(plain.charAt(nameEnd))) {
            char c = plain.charAt(nameEnd);
            boolean inner = nameEnd + 1 < plain.length() && Character.isLetterOrDigit(plain.charAt(nameEnd + 1));
            if (!Character.isLetterOrDigit(c)) {
                if (!inner) {
                    return;
                }
                nameSign = nameEnd;
            }
            nameDigit = isDigit(c) ? nameEnd : nameDigit;
            nameEnd++;
        }
    }

    static boolean isOfAName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '#';
    }

    static boolean isAlphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c > 0x7f && Character.isLetterOrDigit(c);
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    int size() {
        return size;
    }

    String plain() {
        return plain;
    }

    int begin(int i) {
        return begin[i];
    }

    int end(int i) {
        return end[i];
    }

    Form form(int i) {
        return form[i];
    }

    long senses(int i) {
        return senses[i];
    }

    /** All senses of the text. */
    long seen() {
        return seen;
    }

    /** The number of digits. */
    int digits() {
        return digits;
    }

    /** Whether the numbers and number words are enough for a telephone number. */
    boolean hasNumbers() {
        return digits >= FEWEST_DIGITS
                || numerals >= FEWEST_NUMERALS
                || numerals > 0 && digits + 3 * numerals >= FEWEST_DIGITS;
    }

    /** The length of the longest row of letters and digits. */
    int longest() {
        return longest;
    }

    boolean has(int i, Sense sense) {
        return i >= 0 && i < size && (senses[i] & sense.bit()) != 0;
    }

    boolean is(int i, char sign) {
        return i >= 0 && i < size && form[i] == Form.SIGN && plain.charAt(begin[i]) == sign;
    }

    /** The first token of the clause of a token; a comma also ends a clause. */
    int clause(int i) {
        return clause[i];
    }

    int sentence(int i) {
        return sentence[i];
    }

    String text(int i) {
        return plain.substring(begin[i], end[i]);
    }
}
