package io.livemarket.rules.contact;

import java.util.Set;

/** Finds e-mail addresses, spelt-out ones included, and names of other networks after an @. */
final class Emails {

    private static final int MOST_DOTS = 4;
    /** The top-level domains of spelt-out domains. */
    private static final Set<String> ENDINGS =
            Set.of("com", "es", "net", "org", "mx", "ar", "cl", "uk", "io", "info", "example", "eu", "pe", "email");

    private Emails() {}

    /**
     * Reports the places of e-mail addresses.
     *
     * @return false once the receiver wants no more places
     */
    static boolean find(Tokens tokens, Places places) {
        for (int i = 0; i < tokens.size(); i++) {
            if (isAt(tokens, i)) {
                int end = domainEnd(tokens, i);
                if (end >= 0 && !places.at(localBegin(tokens, i), tokens.end(end))) {
                    return false;
                }
            } else if (tokens.has(i, Sense.PROVIDER) && !atProvider(tokens, i, places)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAt(Tokens tokens, int i) {
        return i > 0
                && i + 1 < tokens.size()
                && (tokens.is(i, '@') || isWord(tokens, i, "arroba") || isWord(tokens, i, "at"));
    }

    private static boolean isWord(Tokens tokens, int i, String word) {
        return tokens.form(i) == Tokens.Form.WORD
                && tokens.end(i) - tokens.begin(i) == word.length()
                && tokens.plain().startsWith(word, tokens.begin(i));
    }

    /** The last token of the domain after an at: a provider, or words with dots between them; -1 without a domain. */
    private static int domainEnd(Tokens tokens, int at) {
        int i = skipBrackets(tokens, at + 1);
        if (i >= tokens.size() || tokens.form(i) == Tokens.Form.SIGN || isNumber(tokens, i) && !tokens.is(at, '@')) {
            return -1;
        }
        boolean provider = tokens.has(i, Sense.PROVIDER);
        int end = i;
        int dots = 0;
        while (dots < MOST_DOTS) {
            int next = afterDot(tokens, end + 1);
            if (next < 0) {
                break;
            }
            end = next;
            dots++;
        }
        int letters = tokens.end(end) - tokens.begin(end);
        boolean domain = dots > 0
                && tokens.form(end) == Tokens.Form.WORD
                && letters >= 2
                && letters <= 12
                && (tokens.is(at, '@') || ENDINGS.contains(tokens.text(end)));
        return provider || domain ? end : -1;
    }

    private static boolean isNumber(Tokens tokens, int i) {
        return tokens.form(i) == Tokens.Form.NUMBER;
    }

    private static int afterDot(Tokens tokens, int from) {
        int i = skipBrackets(tokens, from);
        if (i + 1 >= tokens.size()
                || !tokens.is(i, '.')
                        && !tokens.is(i, '-')
                        && !isWord(tokens, i, "punto")
                        && !isWord(tokens, i, "dot")) {
            return -1;
        }
        boolean stop = tokens.is(i, '.') && tokens.begin(i) == tokens.end(i - 1) && tokens.begin(i + 1) > tokens.end(i);
        int next = skipBrackets(tokens, i + 1);
        return stop || next >= tokens.size() || tokens.form(next) == Tokens.Form.SIGN ? -1 : next;
    }

    private static int skipBrackets(Tokens tokens, int from) {
        int i = from;
        while (i < tokens.size()
                && (tokens.is(i, '(') || tokens.is(i, ')') || tokens.is(i, '[') || tokens.is(i, ']'))) {
            i++;
        }
        return i;
    }

    /** The beginning of the name before an at. */
    private static int localBegin(Tokens tokens, int at) {
        int i = at - 1;
        while (i > 0 && (tokens.is(i, '(') || tokens.is(i, '['))) {
            i--;
        }
        int from = tokens.begin(i);
        while (from > 0 && tokens.plain().charAt(from - 1) != ' ') {
            from--;
        }
        return from;
    }

    /** Reports an address by its provider: "ana gmail com", "soy ana en gmail", "el gmail es ana82". */
    private static boolean atProvider(Tokens tokens, int i, Places places) {
        boolean strict = tokens.has(i, Sense.MAIL);
        boolean spelt = i + 1 < tokens.size() && tokens.form(i + 1) == Tokens.Form.WORD && isEnding(tokens.text(i + 1));
        if (spelt && i > 0 && tokens.form(i - 1) != Tokens.Form.SIGN) {
            return places.at(tokens.begin(i - 1), tokens.end(i + 1));
        }
        boolean within = strict
                && i > 1
                && isWord(tokens, i - 1, "en")
                && (tokens.has(i - 2, Sense.HANDLE) || tokens.has(i - 2, Sense.WORD));
        if (within) {
            int from = tokens.begin(i - 2);
            while (from > 0 && tokens.plain().charAt(from - 1) != ' ') {
                from--;
            }
            return places.at(from, tokens.end(i));
        }
        return true;
    }

    private static boolean isEnding(String word) {
        return ENDINGS.contains(word);
    }
}
