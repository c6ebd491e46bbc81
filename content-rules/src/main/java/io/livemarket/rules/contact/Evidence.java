package io.livemarket.rules.contact;

import io.livemarket.rules.Resources;
import io.livemarket.rules.contact.ContactDetails.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds contact details by patterns of word senses from {@code contact/evidence.txt}: {@code kind | weight | <sense> ~2
 * <sense|sense>}. At most {@code ~n} other words, and no comma, may be between two senses ({@code ~~n}: any sign but a
 * full stop). The weights of patterns within a few words of one another add up. A refused pattern ("no acepto bizum")
 * does not count, unless its weight ends in {@code !}; the kind {@code innocent} excludes the words that it covers. One
 * pass over the tokens, without backtracking.
 */
final class Evidence {

    private static final String FILE = "/contact/evidence.txt";
    private static final int ENOUGH = 10;
    private static final int NEAR = 12;
    private static final int MOST_FOUND = 400;
    private static final int REFUSED_WITHIN = 4;
    private static final int WIDEST = 6;
    private static final boolean[] NONE = {};
    /** The patterns, innocent ones last: a text with innocent ones alone need not be searched. */
    private static final List<Pattern> PATTERNS = load();

    private static final long[][] MASKS = PATTERNS.stream().map(Pattern::senses).toArray(long[][]::new);
    private static final int STARTS = PATTERNS.size() * WIDEST;
    /** For each sense the steps of patterns that it matches, the last steps of patterns first. */
    private static final int[][] STEPS = steps();

    /** @param kind absent for an innocent pattern */
    private record Pattern(
            @Nullable Kind kind, int weight, boolean always, long[] senses, int[] gaps, boolean[] commas) {}

    /** A pattern that was found from one token to another, both inclusive. */
    private record Found(Pattern pattern, int from, int to) {}

    private Evidence() {}

    /** Reports the places with enough evidence of one of these kinds. */
    static void find(Tokens tokens, Set<Kind> kinds, KindPlaces places) {
        List<Found> found = found(tokens);
        if (found.isEmpty()) {
            return;
        }
        List<Found> innocent =
                found.stream().filter(one -> one.pattern().kind() == null).toList();
        found.removeIf(one -> one.pattern().kind() == null || innocent.stream().anyMatch(other -> overlap(one, other)));
        for (Kind kind : kinds) {
            List<Found> of =
                    found.stream().filter(one -> one.pattern().kind() == kind).toList();
            for (int i = 0; i < of.size(); i++) {
                Found one = of.get(i);
                boolean proved = one.pattern().weight() >= ENOUGH || sum(i, of) >= ENOUGH;
                if (proved && !places.at(kind, tokens.begin(one.from()), tokens.end(one.to()))) {
                    break;
                }
            }
        }
    }

    private static boolean overlap(Found one, Found other) {
        return one.from() <= other.to() && other.from() <= one.to();
    }

    /** The sum of the weights of different patterns near this one. The list is in the order of last words. */
    private static int sum(int index, List<Found> all) {
        Found one = all.get(index);
        List<Pattern> counted = new ArrayList<>();
        int sum = 0;
        int i = index;
        while (i > 0 && one.to() - all.get(i - 1).to() <= NEAR) {
            i--;
        }
        for (; i < all.size() && all.get(i).to() - one.to() <= NEAR && sum < ENOUGH; i++) {
            Pattern pattern = all.get(i).pattern();
            if (!counted.contains(pattern)) {
                counted.add(pattern);
                sum += pattern.weight();
            }
        }
        return sum;
    }

    private static List<Found> found(Tokens tokens) {
        List<Found> found = new ArrayList<>();
        boolean[] possible = possible(tokens.seen());
        if (possible.length == 0) {
            return found;
        }
        int[] start = new int[STARTS];
        int[] at = new int[STARTS];
        Arrays.fill(at, -1);
        for (int i = 0; i < tokens.size() && found.size() < MOST_FOUND; i++) {
            for (long left = tokens.senses(i); left != 0; left &= left - 1) {
                for (int step : STEPS[Long.numberOfTrailingZeros(left)]) {
                    if (possible[step / WIDEST]) {
                        advance(tokens, i, step, start, at, found);
                    }
                }
            }
        }
        return found;
    }

    /** For each pattern whether all of its senses are in a text; empty if only innocent patterns are possible. */
    private static boolean[] possible(long seen) {
        boolean[] possible = NONE;
        for (int p = 0; p < MASKS.length; p++) {
            boolean all = true;
            for (int n = 0; all && n < MASKS[p].length; n++) {
                all = (MASKS[p][n] & seen) != 0;
            }
            if (all && (possible.length > 0 || PATTERNS.get(p).kind() != null)) {
                possible = possible.length == 0 ? new boolean[MASKS.length] : possible;
                possible[p] = true;
            }
        }
        return possible;
    }

    private static void advance(Tokens tokens, int i, int step, int[] start, int[] at, List<Found> found) {
        Pattern pattern = PATTERNS.get(step / WIDEST);
        int n = step % WIDEST;
        if (n == 0) {
            start[step] = i;
            at[step] = tokens.lastOf(i);
        } else {
            int before = at[step - 1];
            int bound = pattern.commas()[n] ? tokens.sentence(i) : tokens.clause(i);
            if (before < bound || before >= i || before < 0 || i - before - 1 > pattern.gaps()[n]) {
                return;
            }
            start[step] = start[step - 1];
            at[step] = tokens.lastOf(i);
        }
        if (n == pattern.senses().length - 1
                && (pattern.always() || pattern.kind() == null || !isRefused(tokens, start[step], at[step]))) {
            found.add(new Found(pattern, start[step], at[step]));
        }
    }

    /** Whether a refusal is between the words, a few words before them in one clause, or directly after them. */
    private static boolean isRefused(Tokens tokens, int from, int to) {
        for (int i = Math.max(tokens.clause(from), from - REFUSED_WITHIN); i <= to; i++) {
            if (tokens.has(i, Sense.REFUSE)) {
                return true;
            }
        }
        return tokens.has(to + 1, Sense.REFUSE) && !tokens.is(to + 2, '?');
    }

    private static List<Pattern> load() {
        return Resources.lines(FILE).stream()
                .map(Evidence::pattern)
                .sorted(Comparator.comparing((Pattern pattern) -> pattern.kind() == null))
                .toList();
    }

    private static Pattern pattern(String line) {
        String[] fields = line.split(" \\| ");
        List<Long> senses = new ArrayList<>();
        List<Integer> gaps = new ArrayList<>();
        List<Boolean> commas = new ArrayList<>();
        int gap = 0;
        boolean comma = false;
        for (String element : fields[2].strip().split("\\s+")) {
            if (element.startsWith("~")) {
                comma = element.startsWith("~~");
                gap = Integer.parseInt(element.replace("~", ""));
            } else {
                long mask = 0;
                for (String sense : element.substring(1, element.length() - 1).split("\\|")) {
                    mask |= Sense.named(sense).bit();
                }
                senses.add(mask);
                gaps.add(gap);
                commas.add(comma);
                gap = 0;
                comma = false;
            }
        }
        String weight = fields[1].strip();
        Kind kind = fields[0].strip().equals("innocent")
                ? null
                : Kind.valueOf(fields[0].strip().toUpperCase(Locale.ROOT));
        boolean[] over = new boolean[commas.size()];
        for (int i = 0; i < over.length; i++) {
            over[i] = commas.get(i);
        }
        long[] masks = senses.stream().mapToLong(Long::longValue).toArray();
        return new Pattern(
                kind,
                Integer.parseInt(weight.replace("!", "").replace("-", "0")),
                weight.endsWith("!"),
                masks,
                gaps.stream().mapToInt(Integer::intValue).toArray(),
                over);
    }

    private static int[][] steps() {
        int[][] steps = new int[Long.SIZE][];
        for (int sense = 0; sense < Long.SIZE; sense++) {
            List<Integer> of = new ArrayList<>();
            for (int n = WIDEST - 1; n >= 0; n--) {
                for (int p = 0; p < PATTERNS.size(); p++) {
                    if (n < PATTERNS.get(p).senses().length && (PATTERNS.get(p).senses()[n] & 1L << sense) != 0) {
                        of.add(p * WIDEST + n);
                    }
                }
            }
            steps[sense] = of.stream().mapToInt(Integer::intValue).toArray();
        }
        return steps;
    }
}
