package io.livemarket.rules.contact;

import com.hankcs.algorithm.AhoCorasickDoubleArrayTrie;
import java.util.TreeMap;

/**
 * What a text must hold for a detector to be worth asking, found in one pass: most messages hold nothing of it, and what is
 * paid for each of them should be little. A clue proves nothing.
 */
final class Clues {

    private static final int SAID_DIGIT = 1;
    private static final int SAID_AT = 1 << 1;
    private static final int APP = 1 << 2;
    private static final int NUMBER = 1 << 3;
    private static final int SAID_DOT = 1 << 4;
    private static final int PAYMENT = 1 << 5;
    /** Of a clue that proves nothing within a word: "ig" is in "sigue", and no detector looks for it there. */
    private static final int BEGINS_A_WORD = 1 << 6;
    private static final int SAID_DIGITS_NEEDED = 2;
    private static final int PHONE_DIGITS = 8;
    private static final int IBAN_DIGITS = 10;
    private static final int WALLET_LENGTH = 26;

    private static final AhoCorasickDoubleArrayTrie<Integer> WORDS = words();

    private final int found;
    private final int digits;
    private final int saidDigits;
    private final int longest;
    private final boolean at;
    private final boolean dot;

    private Clues(int found, int digits, int saidDigits, int longest, boolean at, boolean dot) {
        this.found = found;
        this.digits = digits;
        this.saidDigits = saidDigits;
        this.longest = longest;
        this.at = at;
        this.dot = dot;
    }

    static Clues of(String plain) {
        int[] words = new int[2];
        WORDS.parseText(plain, (begin, _, kind) -> {
            if ((kind & BEGINS_A_WORD) == 0 || begin == 0 || !isOfAWord(plain.charAt(begin - 1))) {
                words[0] |= kind;
                words[1] += kind & SAID_DIGIT;
            }
        });
        int digits = 0;
        int run = 0;
        int longest = 0;
        boolean at = false;
        boolean dot = false;
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            digits += c >= '0' && c <= '9' ? 1 : 0;
            run = Character.isLetterOrDigit(c) ? run + 1 : 0;
            longest = Math.max(longest, run);
            at |= c == '@';
            dot |= c == '.' && i + 1 < plain.length() && Character.isLetter(plain.charAt(i + 1));
        }
        return new Clues(words[0], digits, words[1], longest, at, dot);
    }

    /** As a pattern's {@code \b} sees it. */
    private static boolean isOfAWord(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_';
    }

    boolean writtenPhone() {
        return digits >= PHONE_DIGITS - 1;
    }

    boolean spokenPhone() {
        return saidDigits >= SAID_DIGITS_NEEDED;
    }

    boolean email() {
        return at || has(SAID_AT);
    }

    boolean handle() {
        return at || has(APP);
    }

    boolean asking() {
        return has(NUMBER) || has(APP);
    }

    boolean iban() {
        return digits >= IBAN_DIGITS;
    }

    boolean wallet() {
        return longest >= WALLET_LENGTH;
    }

    boolean link() {
        return dot || has(SAID_DOT);
    }

    boolean payment() {
        return has(PAYMENT);
    }

    private boolean has(int kind) {
        return (found & kind) != 0;
    }

    private static AhoCorasickDoubleArrayTrie<Integer> words() {
        TreeMap<String, Integer> words = new TreeMap<>();
        PhoneNumbers.DIGITS.keySet().forEach(word -> add(words, SAID_DIGIT, word));
        add(words, SAID_AT, "arroba", " at ", "(at", "[at", "gmail", "hotmail", "outlook", "yahoo", "icloud", "proton", "mail",
                "correo");
        add(words, APP | BEGINS_A_WORD, "whatsapp", "whatapp", "whats4pp", "wasap", "wassap", "guasap", "telegram", "signal", "wechat",
                "snapchat", "discord", "kik", "tiktok", "insta", "ig", "tg", "facebook", "fb");
        add(words, NUMBER | BEGINS_A_WORD, "movil", "telefono", "phone", "number", "cell", "numero");
        add(words, SAID_DOT, "punto", " dot ", "www", "http", "hxxp");
        add(words, PAYMENT, "bizum", "b1zum", "venmo", "zelle", "cash app", "cashapp", "western union", "moneygram", "revolut",
                "paypal", "transferencia", "transfer", "fuera", "outside", "directly", "cuenta", "bank", "gift card",
                "tarjeta", "wallet");
        AhoCorasickDoubleArrayTrie<Integer> trie = new AhoCorasickDoubleArrayTrie<>();
        trie.build(words);
        return trie;
    }

    private static void add(TreeMap<String, Integer> words, int kind, String... texts) {
        for (String text : texts) {
            words.merge(text, kind, (one, other) -> one | other);
        }
    }
}
