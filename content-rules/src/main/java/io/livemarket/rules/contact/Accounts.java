package io.livemarket.rules.contact;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.validator.routines.IBANValidator;
import org.apache.commons.validator.routines.checkdigit.LuhnCheckDigit;

/**
 * Finds bank accounts by their check digits: IBAN, and Argentina's CBU and CVU, anywhere; Mexico's CLABE, Spain's CCC
 * and card numbers only near a word for an account or a payment, because other long numbers pass a single check digit
 * by chance.
 */
final class Accounts {

    private static final Pattern IBAN =
            Pattern.compile("(?<![a-z0-9])([a-z]{2})[ .:-]?\\d{2}(?:[ .-]?[a-z0-9]){11,30}");
    private static final IBANValidator IBANS = IBANValidator.getInstance();
    private static final int CLABE = 18;
    private static final int CCC = 20;
    private static final int CBU = 22;
    private static final int CARD = 16;
    private static final int BEFORE = 8;

    private Accounts() {}

    /**
     * Reports the places of IBANs.
     *
     * @return false once the receiver wants no more places
     */
    static boolean ibans(String plain, Places places) {
        Matcher matcher = IBAN.matcher(plain);
        boolean more = true;
        while (more && matcher.find()) {
            int end = ibanEnd(plain, matcher.start(), matcher.end(), matcher.group(1));
            more = end < 0 || places.at(matcher.start(), end);
        }
        return more;
    }

    /** The end of an IBAN with the length of its country; -1 for wrong check digits. */
    private static int ibanEnd(String plain, int from, int to, String country) {
        IBANValidator.Validator validator = IBANS.getValidator(country.toUpperCase(Locale.ROOT));
        if (validator == null) {
            return -1;
        }
        StringBuilder iban = new StringBuilder();
        int end = from;
        while (end < to && iban.length() < validator.getIbanLength()) {
            char c = plain.charAt(end++);
            if (Character.isLetterOrDigit(c)) {
                iban.append(Character.toUpperCase(c));
            }
        }
        return IBANS.isValid(iban.toString()) ? end : -1;
    }

    /**
     * Reports the places of national account numbers.
     *
     * @return false once the receiver wants no more places
     */
    static boolean national(Tokens tokens, Places places) {
        List<NumberRun> runs = NumberRun.in(tokens);
        boolean more = true;
        for (int i = 0; more && i < runs.size(); i++) {
            NumberRun run = runs.get(i);
            boolean account = run.words() == 0 && isAccount(run.digits(), isSpokenOf(tokens, run));
            more = !account || places.at(tokens.begin(run.first()), tokens.end(run.last()));
        }
        return more;
    }

    private static boolean isAccount(String digits, boolean spokenOf) {
        return switch (digits.length()) {
            case CBU -> isCbu(digits);
            case CCC -> spokenOf && isCcc(digits);
            case CLABE -> spokenOf && isClabe(digits);
            case CARD -> spokenOf && LuhnCheckDigit.LUHN_CHECK_DIGIT.isValid(digits);
            default -> false;
        };
    }

    private static boolean isSpokenOf(Tokens tokens, NumberRun run) {
        for (int i = Math.max(tokens.sentence(run.first()), run.first() - BEFORE); i < run.first(); i++) {
            if (tokens.has(i, Sense.ACCOUNT)
                    || tokens.has(i, Sense.TRANSFER)
                    || tokens.has(i, Sense.PAY)
                    || tokens.has(i, Sense.GIFT)) {
                return true;
            }
        }
        return false;
    }

    /** Whether both blocks of a CBU have a valid check digit (Banco Central de la República Argentina, A 2622). */
    static boolean isCbu(String digits) {
        return check(digits, 0, 7, new int[] {7, 1, 3, 9}) && check(digits, 8, 13, new int[] {3, 9, 7, 1});
    }

    private static boolean check(String digits, int from, int length, int[] weights) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            sum += (digits.charAt(from + i) - '0') * weights[i % weights.length];
        }
        return (10 - sum % 10) % 10 == digits.charAt(from + length) - '0';
    }

    /** Whether a CLABE has a valid check digit: each digit times 3, 7, 1, modulo 10 (Banco de México, CLABE). */
    static boolean isClabe(String digits) {
        int sum = 0;
        for (int i = 0; i < CLABE - 1; i++) {
            sum += (digits.charAt(i) - '0') * new int[] {3, 7, 1}[i % 3] % 10;
        }
        return (10 - sum % 10) % 10 == digits.charAt(CLABE - 1) - '0';
    }

    /**
     * Whether a CCC has valid check digits: the ninth for the bank's eight digits, the tenth for the account's ten
     * (Consejo Superior Bancario).
     */
    static boolean isCcc(String digits) {
        return digits.charAt(8) - '0' == cccDigit("00" + digits.substring(0, 8))
                && digits.charAt(9) - '0' == cccDigit(digits.substring(10));
    }

    private static int cccDigit(String ten) {
        int[] weights = {1, 2, 4, 8, 5, 10, 9, 7, 3, 6};
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += (ten.charAt(i) - '0') * weights[i];
        }
        int digit = 11 - sum % 11;
        return digit == 11 ? 0 : digit == 10 ? 1 : digit;
    }
}
