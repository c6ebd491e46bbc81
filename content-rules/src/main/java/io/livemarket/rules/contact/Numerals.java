package io.livemarket.rules.contact;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The number words of both languages, and their values. */
final class Numerals {

    private static final Map<String, Integer> VALUES = values();
    /** The multipliers: words for the number of times that the next digit counts. */
    private static final Map<String, Integer> TIMES = Map.of("double", 2, "doble", 2, "triple", 3);

    private static final int FEWEST_DIGITS = 2;
    private static final int MOST_LETTERS = 3;

    private Numerals() {}

    /** All number words, multipliers included. */
    static Collection<String> words() {
        Map<String, Integer> all = new HashMap<>(VALUES);
        all.putAll(TIMES);
        return all.keySet();
    }

    /** The value of a number word; -1 for any other word. */
    static int value(String word) {
        return VALUES.getOrDefault(withoutSubstitutes(word), -1);
    }

    /** The value of a multiplier; 1 for any other word. */
    static int times(String word) {
        return TIMES.getOrDefault(word, 1);
    }

    /** Whether a number word adds to the preceding one: "cuarenta y cinco" is 45, and "seiscientos doce" is 612. */
    static boolean adds(int before, int value) {
        return before >= 100 && before % 100 == 0 && value > 0 && value < 100
                || before % 10 == 0 && before % 100 >= 20 && value > 0 && value < 10;
    }

    /** Whether letters substitute digits, as in 6l2 or 67O; digits must be in the majority. */
    static boolean looksLikeDigits(String plain, int from, int to) {
        int letters = 0;
        for (int i = from; i < to; i++) {
            if (!Tokens.isDigit(plain.charAt(i))) {
                letters++;
                if (digitFor(plain.charAt(i)) == 0) {
                    return false;
                }
            }
        }
        int digits = to - from - letters;
        return digits >= FEWEST_DIGITS && letters <= MOST_LETTERS && digits > letters;
    }

    /** Whether a number word is followed by digits without a blank between them: seis4cuatro, seis55. */
    static boolean isNumeralThenDigits(String plain, int from, int to) {
        int end = from;
        while (end < to && !Tokens.isDigit(plain.charAt(end))) {
            end++;
        }
        return VALUES.containsKey(plain.substring(from, end));
    }

    /** The digits of a number in which letters may substitute digits. */
    static String digits(String text) {
        StringBuilder digits = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            digits.append(Tokens.isDigit(c) ? c : digitFor(c));
        }
        return digits.toString();
    }

    private static char digitFor(char letter) {
        return switch (letter) {
            case 'o' -> '0';
            case 'l', 'i' -> '1';
            case 's' -> '5';
            case 'b' -> '8';
            default -> 0;
        };
    }

    private static String withoutSubstitutes(String word) {
        return word.indexOf('3') < 0 && word.indexOf('0') < 0
                ? word
                : word.replace('3', 'e').replace('0', 'o');
    }

    private static Map<String, Integer> values() {
        Map<String, Integer> values = new HashMap<>();
        String[] units = {
            "cero zero oh",
            "uno un una one",
            "dos two",
            "tres three",
            "cuatro four",
            "cinco five",
            "seis six",
            "siete seven",
            "ocho eight",
            "nueve nine",
            "diez ten",
            "once eleven",
            "doce twelve",
            "trece thirteen",
            "catorce fourteen",
            "quince fifteen",
            "dieciseis sixteen",
            "diecisiete seventeen",
            "dieciocho eighteen",
            "diecinueve nineteen",
            "veinte twenty",
            "veintiuno veintiun",
            "veintidos",
            "veintitres",
            "veinticuatro",
            "veinticinco",
            "veintiseis",
            "veintisiete",
            "veintiocho",
            "veintinueve"
        };
        put(values, units, 1);
        put(
                values,
                new String[] {
                    "",
                    "",
                    "",
                    "treinta thirty",
                    "cuarenta forty",
                    "cincuenta fifty",
                    "sesenta sixty",
                    "setenta seventy",
                    "ochenta eighty",
                    "noventa ninety"
                },
                10);
        put(
                values,
                new String[] {
                    "",
                    "cien ciento",
                    "doscientos doscientas",
                    "trescientos trescientas",
                    "cuatrocientos cuatrocientas",
                    "quinientos quinientas",
                    "seiscientos seiscientas",
                    "setecientos setecientas",
                    "ochocientos ochocientas",
                    "novecientos novecientas"
                },
                100);
        values.put("hundred", 100);
        return Map.copyOf(values);
    }

    private static void put(Map<String, Integer> values, String[] words, int factor) {
        for (int i = 0; i < words.length; i++) {
            for (String word : words[i].split(" ")) {
                if (!word.isEmpty()) {
                    values.put(word, i * factor);
                }
            }
        }
    }
}
