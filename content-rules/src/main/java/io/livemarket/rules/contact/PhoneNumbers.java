package io.livemarket.rules.contact;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds telephone numbers in digits or in words. Digits alone are not enough: the numbering plans, the grouping and the
 * surrounding words add up to a score, and the form of a date, a price, a size or a reference lowers it.
 */
final class PhoneNumbers {

    private static final int ENOUGH = 10;
    private static final int BEST_BASE = 13;
    private static final int SHORTEST = 7;
    private static final int LONGEST = 15;
    /** The number of rows that are looked up in the numbering plans; further rows count as numbers in the plans. */
    private static final int LOOK_UPS = 12;
    /**
     * The number of rows that are examined; all further ones, which no seller's message has, count as telephone
     * numbers.
     */
    private static final int MOST_RUNS = 48;
    /** The number of parts of a row that count as one row. */
    private static final int FEW_PARTS = 4;

    private static final int LIST_STEP = 12;

    private static final Pattern TIMES =
            Pattern.compile("[12][.:]2(?:[ \u2013-][12][.:]2)+.*|.*[/ .-]4[ -,][12]:2(?::2)?");
    private static final Pattern DATE =
            Pattern.compile("[12]([/.-])[12]\\1(?:2|4)(?:[ ,w].*)?|4([/.-])2\\2[12](?:[ ,].*)?|[12]([ /.-])[12]\\3 ?4");
    private static final Pattern THOUSANDS = Pattern.compile("[123](?:[.,]3)+(?:[.,][12])?");
    private static final Pattern GROUPED =
            Pattern.compile("(?:[1-4][ .()_-]{1,2}){1,4}[1-8]|5[ -]6|[34][ -][67]|1(?:[^/]1){6,14}");
    private static final Pattern AMERICAN = Pattern.compile("3([.-])3\\14");
    private static final Pattern LATIN =
            Pattern.compile("(?:1[ -])?\\(?(?:2 4 4|3 3 4|2 8|3 7|1 4 4|4 7|4 3 4|4 3 2 2|3 3 2 2)");

    private final NumberingPlans plans;

    PhoneNumbers(NumberingPlans plans) {
        this.plans = plans;
    }

    /**
     * Reports the places of telephone numbers.
     *
     * @return false once the receiver wants no more places
     */
    boolean find(Tokens tokens, Places places) {
        Looks looks = new Looks();
        for (NumberRun run : NumberRun.in(tokens)) {
            if (run.digits().length() < SHORTEST) {
                continue;
            }
            for (NumberRun number : looks.next() ? numbers(tokens, run, looks) : List.of(run)) {
                if (!places.at(start(tokens, number), tokens.end(number.last()))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The number of rows that were examined. A row of many parts counts as several rows. */
    private static final class Looks {

        private int made;

        /**
         * Counts one more row.
         *
         * @return false if the row must not be examined
         */
        boolean next() {
            return made++ < MOST_RUNS;
        }

        boolean inPlans() {
            return made <= LOOK_UPS;
        }
    }

    private static int start(Tokens tokens, NumberRun number) {
        int first = number.first();
        while (first > 0 && (tokens.is(first - 1, '+') || tokens.is(first - 1, '('))) {
            first--;
        }
        return tokens.begin(first);
    }

    /** The row if it is a telephone number; otherwise those of its parts that are telephone numbers. */
    private List<NumberRun> numbers(Tokens tokens, NumberRun run, Looks looks) {
        if (run.digits().length() <= LONGEST && score(tokens, run, looks.inPlans()) >= ENOUGH) {
            return List.of(run);
        }
        List<NumberRun> numbers = new ArrayList<>();
        List<NumberRun.Group> groups = run.groups();
        int from = 0;
        int parts = 0;
        for (int to = 1; to <= groups.size() && groups.size() > 1; to++) {
            if (to < groups.size() && !isBetween(groups.get(to - 1), groups.get(to))) {
                continue;
            }
            NumberRun part = NumberRun.of(run, from, to);
            int digits = part.digits().length();
            if (to - from < groups.size() && digits >= SHORTEST && digits <= LONGEST) {
                boolean looked = ++parts <= FEW_PARTS || looks.next();
                if (!looked || score(tokens, part, looks.inPlans()) >= ENOUGH) {
                    numbers.add(part);
                }
            }
            from = to;
        }
        return numbers;
    }

    private static boolean isBetween(NumberRun.Group before, NumberRun.Group after) {
        return after.before() == '/'
                || after.before() == ','
                || after.before() == 'w'
                || after.digits().length() > 7
                || before.digits().length() > 7;
    }

    private int score(Tokens tokens, NumberRun run, boolean lookUp) {
        NumberContext context = new NumberContext(tokens, run);
        int against = context.against() + shapeAgainst(run);
        int cues = context.cues();
        if (against >= ENOUGH * 2 || BEST_BASE + cues - against < ENOUGH) {
            return 0;
        }
        return base(run, lookUp) + cues - against;
    }

    private int base(NumberRun run, boolean lookUp) {
        String digits = run.digits();
        String shape = run.shape();
        if (run.plus()) {
            return !lookUp || digits.length() >= ENOUGH || plans.isInternational(digits) ? ENOUGH : 7;
        }
        if (digits.startsWith("00") && digits.length() > 10 && plans.isInternational(digits.substring(2))) {
            return ENOUGH;
        }
        if (run.words() > 0) {
            return spoken(run, digits.length());
        }
        if (digits.length() == 11 && digits.startsWith("07") || isSpacedOut(run)) {
            return ENOUGH;
        }
        boolean grouped = GROUPED.matcher(shape.replaceAll("[w/,]", " ")).matches()
                || isDistinct(digits) && run.groups().size() < 4;
        boolean solid = run.groups().size() == 1;
        if (!grouped && !solid) {
            return run.hasSubstitutes() || LATIN.matcher(shape).matches() ? 6 : 4;
        }
        NumberingPlans.Fit fit = lookUp ? plans.national(digits) : NumberingPlans.Fit.MOBILE;
        if (AMERICAN.matcher(shape).matches()
                || run.opens() && LATIN.matcher(plain(shape)).matches()) {
            return ENOUGH;
        }
        int substitutes = run.hasSubstitutes() ? 3 : 0;
        return substitutes
                + switch (fit) {
                    case NONE -> shape.equals("3-4") || digits.length() > 12 ? 3 : 4;
                    case POSSIBLE -> solid ? 5 : isUsual(shape, digits) ? digits.length() > 9 ? ENOUGH : 9 : 6;
                    case MOBILE -> solid ? mobile(digits) : isUsual(shape, digits) || digits.length() == 9 ? ENOUGH : 7;
                };
    }

    /**
     * The score of a mobile number without groups: only in some plans its first digits distinguish it from other
     * numbers.
     */
    private static int mobile(String digits) {
        boolean distinct =
                isDistinct(digits) || digits.length() == 11 && digits.charAt(0) == '0' || digits.length() > 11;
        return distinct ? ENOUGH : 6;
    }

    private static boolean isDistinct(String digits) {
        return digits.length() == 9 && (digits.charAt(0) == '6' || digits.charAt(0) == '7');
    }

    /** Whether the digits are written one by one: 6 5 5 0 1 7 4 3 3. */
    private static boolean isSpacedOut(NumberRun run) {
        int groups = run.groups().size();
        return groups >= 9
                && groups <= 12
                && run.groups().stream().allMatch(group -> group.digits().length() == 1);
    }

    private static boolean isUsual(String shape, String digits) {
        String plain = plain(shape);
        return LATIN.matcher(plain).matches()
                || digits.length() == 9 && plain.length() >= 5
                || digits.length() == 11 && digits.charAt(0) == '0';
    }

    private static String plain(String shape) {
        return shape.replaceAll("[w._()-]+", " ").strip();
    }

    private static int spoken(NumberRun run, int digits) {
        int numbers = run.groups().size() - run.words();
        if (digits >= 9 && digits <= 13) {
            return run.words() >= 2 || numbers > 0 ? ENOUGH : 4;
        }
        return digits >= SHORTEST && run.words() >= 3 ? 6 : 3;
    }

    /** The score against a telephone number by the numbers themselves. */
    private static int shapeAgainst(NumberRun run) {
        String shape = run.shape();
        List<NumberRun.Group> groups = run.groups();
        if (!run.plus() && isList(groups)) {
            return ENOUGH * 2;
        }
        if (run.words() > 0) {
            return 0;
        }
        if (TIMES.matcher(shape).matches() || DATE.matcher(shape).matches() || isYears(groups)) {
            return ENOUGH;
        }
        if (THOUSANDS.matcher(shape).matches() && !isMobileWithDots(run)) {
            return ENOUGH;
        }
        boolean measures = shape.indexOf('/') > 0
                || shape.indexOf('*') > 0
                || shape.indexOf(':') > 0
                || shape.indexOf(',') > 0
                        && groups.stream()
                                .skip(1)
                                .noneMatch(group -> group.digits().charAt(0) == '0');
        boolean round = groups.size() == 1 && run.digits().endsWith("000");
        return round
                        || measures
                                && groups.stream()
                                        .anyMatch(group -> group.digits().length() > 1)
                ? 6
                : 0;
    }

    private static boolean isMobileWithDots(NumberRun run) {
        String digits = run.digits();
        return run.shape().equals("3.3.3") && "67".indexOf(digits.charAt(0)) >= 0 && !digits.endsWith("000");
    }

    /** Whether small numbers ascend or descend, as in lists of sizes, ages or quantities. */
    private static boolean isList(List<NumberRun.Group> groups) {
        int up = 0;
        int down = 0;
        for (int i = 1; i < groups.size() && groups.get(i).digits().length() <= 4; i++) {
            int step = number(groups.get(i)) - number(groups.get(i - 1));
            up += step > 0 && step <= LIST_STEP ? 1 : 0;
            down += step < 0 && step >= -LIST_STEP ? 1 : 0;
        }
        return groups.size() > 3 && (up == groups.size() - 1 || down == groups.size() - 1);
    }

    private static int number(NumberRun.Group group) {
        return group.digits().length() > 4 ? Integer.MAX_VALUE / 2 : Integer.parseInt(group.digits());
    }

    private static boolean isYears(List<NumberRun.Group> groups) {
        return groups.stream()
                .allMatch(group -> group.digits().length() == 4
                        && (group.digits().startsWith("19") || group.digits().startsWith("20")));
    }
}
