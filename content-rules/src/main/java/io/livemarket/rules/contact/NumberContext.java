package io.livemarket.rules.contact;

/**
 * Scores the words around a number: those in favour of a telephone number, and those in favour of a price, a size or a
 * reference.
 */
final class NumberContext {

    private static final int STRONG = 6;
    private static final int WEAK = 3;
    private static final int MOST = 9;
    private static final int BEFORE = 9;
    private static final int AFTER = 5;
    private static final int NAMED_WITHIN = 5;
    private static final int AGAINST = 10;

    private final Tokens tokens;
    private final int first;
    private final int last;

    NumberContext(Tokens tokens, NumberRun run) {
        this.tokens = tokens;
        this.first = run.first();
        this.last = run.last();
    }

    /** The score in favour of a telephone number, from 0 to {@value #MOST}. */
    int cues() {
        int score = 0;
        int start = Math.max(tokens.sentence(first), first - BEFORE);
        for (int i = start; i < first; i++) {
            score = Math.max(score, cue(i));
        }
        int end = Math.min(tokens.size(), last + 1 + AFTER);
        for (int i = last + 1; i < end && tokens.sentence(i) == tokens.sentence(last); i++) {
            score = Math.max(score, cueAfter(i));
        }
        int more = tokens.has(first - 1, Sense.MINE) || tokens.has(first - 2, Sense.MINE) ? WEAK : 0;
        return Math.min(MOST, score + more);
    }

    private int cue(int i) {
        if (tokens.has(i, Sense.CALL) && !refused(i)) {
            return STRONG;
        }
        boolean near = first - i <= 3;
        if (tokens.has(i, Sense.PHONE) || tokens.has(i, Sense.MESSENGER)) {
            boolean owned = owned(i);
            return owned || tokens.has(i, Sense.MESSENGER) || near && isBare(i)
                    ? STRONG
                    : i == first - 2 ? WEAK + 1 : 0;
        }
        if (tokens.has(i, Sense.NUMERO)) {
            return owned(i) ? STRONG : 0;
        }
        if (tokens.has(i, Sense.P2P) && first - i <= 6) {
            return STRONG;
        }
        boolean weak = tokens.has(i, Sense.REACH) || tokens.has(i, Sense.OFFER);
        return weak && near && !refused(i) ? STRONG : weak ? WEAK : 0;
    }

    private boolean owned(int i) {
        return tokens.has(i - 1, Sense.MINE)
                || tokens.has(i - 2, Sense.MINE)
                || tokens.has(i - 1, Sense.YOURS)
                || tokens.has(i - 1, Sense.OFFER)
                || tokens.has(i - 2, Sense.OFFER);
    }

    /** Whether only signs and words such as "is" or "number" are between the word and the number. */
    private boolean isBare(int i) {
        for (int n = i + 1; n < first; n++) {
            if (tokens.form(n) != Tokens.Form.SIGN
                    && !tokens.has(n, Sense.COPULA)
                    && !tokens.has(n, Sense.NUMERO)
                    && !tokens.has(n, Sense.PHONE)) {
                return false;
            }
        }
        return true;
    }

    private int cueAfter(int i) {
        if (tokens.has(i, Sense.CALL) && i - last <= 3) {
            return STRONG;
        }
        boolean noun = tokens.has(i, Sense.PHONE) || tokens.has(i, Sense.MESSENGER) || tokens.has(i, Sense.NUMERO);
        if (noun && (owned(i) || tokens.has(i - 1, Sense.COPULA) && tokens.has(i - 2, Sense.COPULA))) {
            return STRONG;
        }
        if (i == last + 1 && tokens.has(i, Sense.MESSENGER)) {
            return STRONG;
        }
        return tokens.has(i, Sense.TIMES) || tokens.has(i, Sense.MESSENGER) ? WEAK + 1 : 0;
    }

    private boolean refused(int i) {
        return tokens.has(i - 1, Sense.REFUSE) || tokens.has(i - 2, Sense.REFUSE);
    }

    /** The score against a telephone number, from 0. */
    int against() {
        int score = 0;
        if (tokens.has(last + 1, Sense.UNIT) || isMoney(last + 1) || isMoney(first - 1)) {
            score += AGAINST;
        }
        for (int i = Math.max(tokens.clause(first), first - NAMED_WITHIN); i < first; i++) {
            if (tokens.has(i, Sense.NAMING) && !isCalledAfter(i)) {
                score += AGAINST;
                break;
            }
            if ((tokens.has(i, Sense.PRICE) || tokens.has(i, Sense.SIZES)) && first - i <= 3) {
                score += AGAINST;
                break;
            }
        }
        return score;
    }

    private boolean isCalledAfter(int i) {
        for (int n = i + 1; n < first; n++) {
            if (tokens.has(n, Sense.CALL) || tokens.has(n, Sense.MESSENGER)) {
                return true;
            }
        }
        return false;
    }

    private boolean isMoney(int i) {
        return tokens.is(i, '$') || tokens.is(i, '\u20ac') || tokens.is(i, '\u00a3') || tokens.is(i, '%');
    }
}
