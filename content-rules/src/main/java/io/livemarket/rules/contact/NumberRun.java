package io.livemarket.rules.contact;

import java.util.ArrayList;
import java.util.List;

/** A row of numbers and number words with at most a few signs or linking words between them. */
final class NumberRun {

    private static final int MOST_GROUPS = 24;
    private static final int MOST_SIGNS = 3;

    /**
     * One number of the row.
     *
     * @param before the sign between this number and the preceding one: a blank without a sign, w for a word
     * @param word whether the number is written in words
     */
    record Group(String digits, char before, boolean word, boolean substitutes, int first, int last) {}

    private final List<Group> groups = new ArrayList<>();
    private final Tokens tokens;
    private boolean plus;
    private int words;

    private NumberRun(Tokens tokens) {
        this.tokens = tokens;
    }

    /** The rows of a text, in their order. Each has at least one number; a word such as "double" alone is no row. */
    static List<NumberRun> in(Tokens tokens) {
        List<NumberRun> runs = new ArrayList<>();
        int i = 0;
        while (i < tokens.size()) {
            if (isNumber(tokens, i)) {
                NumberRun run = new NumberRun(tokens);
                i = run.read(i);
                if (!run.groups.isEmpty()) {
                    runs.add(run);
                }
            } else {
                i++;
            }
        }
        return runs;
    }

    static NumberRun of(NumberRun whole, int from, int to) {
        NumberRun part = new NumberRun(whole.tokens);
        part.groups.addAll(whole.groups.subList(from, to));
        part.words = (int) part.groups.stream().filter(Group::word).count();
        part.plus = from == 0 && whole.plus;
        return part;
    }

    private static boolean isNumber(Tokens tokens, int i) {
        return tokens.form(i) == Tokens.Form.NUMBER || tokens.has(i, Sense.NUMERAL);
    }

    private int read(int from) {
        plus = tokens.is(from - 1, '+');
        char before = ' ';
        int i = from;
        while (i < tokens.size() && isNumber(tokens, i) && groups.size() < MOST_GROUPS) {
            i = tokens.form(i) == Tokens.Form.NUMBER ? number(i, before) : word(i, before);
            int next = skipped(i);
            before = next == i
                    ? ' '
                    : tokens.form(i) == Tokens.Form.SIGN ? tokens.plain().charAt(tokens.begin(i)) : 'w';
            if (next >= tokens.size() || !isNumber(tokens, next)) {
                break;
            }
            i = next;
        }
        return i;
    }

    private int number(int i, char before) {
        String text = tokens.text(i);
        String digits = Numerals.digits(text);
        groups.add(new Group(digits, before, false, !digits.equals(text), i, i));
        return i + 1;
    }

    /**
     * Reads a number in words, with the words that add to it. A multiplier such as "double" counts only before a number
     * word.
     *
     * @return the token after the number
     */
    private int word(int from, char before) {
        int times = Numerals.times(tokens.text(from));
        int i = times > 1 && tokens.has(from + 1, Sense.NUMERAL) ? from + 1 : from;
        int value = Numerals.value(tokens.text(i));
        int last = i++;
        while (value >= 0 && times == 1 && i < tokens.size()) {
            int at = tokens.text(i).equals("y") || tokens.text(i).equals("and") || tokens.is(i, '-') ? i + 1 : i;
            int added = at < tokens.size() && tokens.has(at, Sense.NUMERAL) ? Numerals.value(tokens.text(at)) : -1;
            if (!Numerals.adds(value, added)) {
                break;
            }
            value += added;
            last = at;
            i = at + 1;
        }
        if (value >= 0) {
            groups.add(new Group(String.valueOf(value).repeat(times), before, true, false, from, last));
            words++;
        }
        return i;
    }

    /** The token after signs, or words such as "y" or "luego", that may be within a number. */
    private int skipped(int from) {
        int i = from;
        while (i < tokens.size() && i - from < MOST_SIGNS && tokens.form(i) == Tokens.Form.SIGN && isWithin(i)) {
            i++;
        }
        int linking = 0;
        while (i < tokens.size() && linking < 2 && tokens.has(i, Sense.LINKING) && tokens.size() > i + 1) {
            i++;
            linking++;
        }
        return i;
    }

    private boolean isWithin(int i) {
        return "()-._/,+\u00b7\u2022|~:*\u2013\u2014".indexOf(tokens.plain().charAt(tokens.begin(i))) >= 0;
    }

    List<Group> groups() {
        return groups;
    }

    boolean plus() {
        return plus;
    }

    /** Whether the row begins in brackets, as an area code does. */
    boolean opens() {
        return tokens.is(first() - 1, '(');
    }

    int words() {
        return words;
    }

    boolean hasSubstitutes() {
        return groups.stream().anyMatch(Group::substitutes);
    }

    int first() {
        return groups.getFirst().first();
    }

    int last() {
        return groups.getLast().last();
    }

    String digits() {
        StringBuilder digits = new StringBuilder();
        groups.forEach(group -> digits.append(group.digits()));
        return digits.toString();
    }

    /** The lengths of the numbers with the signs between them: "3 3 3", "2/1/4 2:2". */
    String shape() {
        StringBuilder shape = new StringBuilder();
        for (Group group : groups) {
            shape.append(shape.isEmpty() ? "" : group.before())
                    .append(group.digits().length());
        }
        return shape.toString();
    }
}
