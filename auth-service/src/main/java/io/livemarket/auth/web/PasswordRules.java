package io.livemarket.auth.web;

import io.livemarket.auth.tokens.OpaqueString;
import io.livemarket.auth.tokens.PasswordHashing;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules of weak passwords: the length (NIST SP 800-63B counts characters, not classes of them), the list of common
 * passwords in {@code common-passwords.txt}, runs and repetitions, and the user name in the password.
 */
final class PasswordRules {

    private static final int SHORTEST = 10;
    private static final int LONGEST = 128;
    private static final Set<String> COMMON = common();

    private PasswordRules() {}

    /**
     * The reason why a password is weak, in English and without quoting it; absent for a strong password.
     *
     * @param username the user name that the password must not contain, if it is known
     */
    static @Nullable String weakness(@Nullable String password, @Nullable String username) {
        if (password == null) {
            return "A password is required.";
        }
        if (!PasswordHashing.isText(password)) {
            return "A password is text: half a surrogate pair is none.";
        }
        String spelling = OpaqueString.of(password).orElse(null);
        if (spelling == null && !password.isEmpty()) {
            return "A password has no control characters, and none that cannot be seen (RFC 8265).";
        }
        int length = spelling == null ? 0 : spelling.codePointCount(0, spelling.length());
        if (spelling == null || length < SHORTEST || length > LONGEST) {
            return "A password has 10 to 128 characters.";
        }
        String lower = spelling.toLowerCase(Locale.ROOT);
        if (COMMON.contains(lower) || isRepeated(lower) || isRun(lower)) {
            return "This password is commonly used.";
        }
        if (username != null && !username.isEmpty() && lower.contains(username.toLowerCase(Locale.ROOT))) {
            return "A password must not contain the user name.";
        }
        return null;
    }

    /** Whether a text repeats up to four characters: {@code aaaaaaaaaa}, {@code 123123123123}. */
    private static boolean isRepeated(String text) {
        for (int period = 1; period <= 4; period++) {
            if (text.regionMatches(period, text, 0, text.length() - period)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a text is a run of neighbouring characters: {@code 1234567890}, {@code abcdefghijkl}, {@code 9876543210}.
     */
    private static boolean isRun(String text) {
        int up = 0;
        int down = 0;
        for (int i = 1; i < text.length(); i++) {
            int step = text.charAt(i) - text.charAt(i - 1);
            up += step == 1 || step == '0' - '9' ? 1 : 0;
            down += step == -1 || step == '9' - '0' ? 1 : 0;
        }
        return Math.max(up, down) == text.length() - 1;
    }

    private static Set<String> common() {
        try (InputStream list = PasswordRules.class.getResourceAsStream("/common-passwords.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#")).collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
