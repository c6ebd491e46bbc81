package io.livemarket.rules.contact;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds telephone numbers, in digits or in words. A run of digits alone is no telephone number: what stands before it and how
 * it is grouped decide.
 */
final class PhoneNumbers {

    private static final Pattern RUN = Pattern.compile("(?<![\\p{L}\\d])(?:\\+ ?)?\\(?\\d(?:[ .()/-]{0,3}\\d){7,16}(?![\\p{L}\\d])");
    private static final Pattern SPANISH = Pattern.compile("(?:\\+?34|0034)?[6789]\\d{8}");
    private static final Pattern INTERNATIONAL = Pattern.compile("(?:\\+|00)[1-9]\\d{7,14}");
    private static final Pattern BRITISH = Pattern.compile("07\\d{9}");
    private static final Pattern AMERICAN = Pattern.compile("(?:1[ .-])?\\(?[2-9]\\d{2}\\)?[ .-]\\d{3}[ .-]\\d{4}|[2-9]\\d{2}-\\d{4}");
    private static final Pattern CALLING = Pattern.compile(
            "\\b(?:llama\\w*|call|ring|text|tel|tlf|tfno|telefono|fijo|movil|cel|celular|cell|phone|mobile|whats?app|wh?asap|guasap"
            + "|contact[oa]|(?:mi|my|your|tu) (?:numero|number|num|nº)|apunta|number'?s)\\b");
    private static final Pattern NAMING = Pattern.compile(
            "\\b(?:ref\\w*|pedido|order|imei|isbn|ean|serie|serial|seguimiento|tracking|modelo|model|batch|lote|ticket|matricula"
            + "|contador|coordenadas|codigo|code|part|edicion|factura|catalogo|articulo|item)\\b\\.?[^.;!?]{0,25}$");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\d]+");
    private static final int SPELT_OUT = 7;
    private static final int CONTEXT = 60;
    private static final int GROUPS = 3;

    /** Words that stand for digits, and for how many. */
    static final Map<String, Integer> DIGITS = Map.ofEntries(
            Map.entry("cero", 1), Map.entry("uno", 1), Map.entry("una", 1), Map.entry("dos", 1), Map.entry("tres", 1),
            Map.entry("cuatro", 1), Map.entry("cinco", 1), Map.entry("seis", 1), Map.entry("s3is", 1),
            Map.entry("siete", 1), Map.entry("ocho", 1), Map.entry("nueve", 1), Map.entry("diez", 2), Map.entry("once", 2),
            Map.entry("doce", 2), Map.entry("trece", 2), Map.entry("catorce", 2), Map.entry("quince", 2),
            Map.entry("veinte", 2), Map.entry("veintiuno", 2), Map.entry("veintidos", 2), Map.entry("veintitres", 2),
            Map.entry("treinta", 1), Map.entry("cuarenta", 1), Map.entry("cincuenta", 1), Map.entry("sesenta", 1),
            Map.entry("setenta", 1), Map.entry("ochenta", 1), Map.entry("noventa", 1),
            Map.entry("zero", 1), Map.entry("oh", 1), Map.entry("one", 1), Map.entry("two", 1), Map.entry("three", 1),
            Map.entry("four", 1), Map.entry("five", 1), Map.entry("six", 1), Map.entry("seven", 1), Map.entry("eight", 1),
            Map.entry("nine", 1), Map.entry("hundred", 2), Map.entry("double", 1), Map.entry("triple", 2));
    private static final Set<String> LINKS = Set.of("y", "and", "luego", "then", "el", "the");

    private PhoneNumbers() {}

    /** Tells where there are any in digits; false when nobody wants to know of more. */
    static boolean written(String plain, Places places) {
        Matcher run = RUN.matcher(plain);
        boolean calling = false;
        boolean looked = false;
        boolean more = true;
        while (more && run.find()) {
            String text = run.group();
            String digits = text.replaceAll("[^\\d+]", "");
            String before = plain.substring(Math.max(0, run.start() - CONTEXT), run.start());
            if (NAMING.matcher(before).find()) {
                continue;
            }
            boolean form = SPANISH.matcher(digits).matches() && !decimal(text) || INTERNATIONAL.matcher(digits).matches()
                    || BRITISH.matcher(digits).matches() || AMERICAN.matcher(text.strip()).matches();
            if (!form && !looked) {
                calling = CALLING.matcher(plain).find();
                looked = true;
            }
            if (form || calling && digits.length() >= 9) {
                more = places.at(run.start(), run.end());
            }
        }
        return more;
    }

    /** Thousands: groups of three between dots. */
    private static boolean decimal(String text) {
        return text.matches("\\d{1,3}(?:\\.\\d{3}){1,2}") && text.length() < 11;
    }

    /** Tells where number words and digits are in a row, with hardly anything between them. */
    static boolean spelt(String plain, Places places) {
        Matcher word = WORD.matcher(plain);
        Row row = new Row();
        while (word.find()) {
            if (!row.takes(word.group(), word.start(), word.end())) {
                if (row.isNumber() && !places.at(row.begin, row.end)) {
                    return false;
                }
                row = new Row();
            }
        }
        return !row.isNumber() || places.at(row.begin, row.end);
    }

    /** Words that may be a number together. */
    private static final class Row {

        private int digits;
        private int words;
        private int groups;
        private int begin = -1;
        private int end;

        /** Takes a word into the row, unless it ends there. */
        boolean takes(String word, int from, int to) {
            Integer counts = DIGITS.get(word);
            if (counts != null) {
                digits += counts;
                words++;
            } else if (word.length() <= GROUPS && word.chars().allMatch(Character::isDigit)) {
                digits += word.length();
                groups++;
            } else {
                return LINKS.contains(word);
            }
            begin = begin < 0 ? from : begin;
            end = to;
            return true;
        }

        boolean isNumber() {
            return digits >= SPELT_OUT && words >= GROUPS || digits >= 9 && words > 0 && groups > 0;
        }
    }
}
