package io.livemarket.rules.contact;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what leads off the platform in a message: telephone numbers, e-mail addresses, handles and messengers, bank
 * accounts and wallets (with their check digits), links outside an allow-list, and ways to pay elsewhere. Pure; safe
 * for any number of threads. What is refused ("no bizum") does not count. The work for a text is bounded: one pass over
 * its words, and a fixed number of look-ups.
 */
public final class ContactDetails {

    /** What was found. */
    public enum Kind {
        PHONE,
        EMAIL,
        HANDLE,
        IBAN,
        ACCOUNT,
        WALLET,
        LINK,
        PAYMENT
    }

    /**
     * The regions whose national telephone numbers are found where none are asked for: ISO 3166, in the order of the
     * look-up.
     */
    public static final List<String> REGIONS = List.of("ES", "MX", "CO", "AR", "CL", "PE", "VE", "UY", "US", "GB");

    private static final Pattern WALLET = Pattern.compile("\\bbc1[a-z0-9]{25,60}\\b|\\b0x[0-9a-fA-F]{40}\\b");
    private static final Pattern BASE58 = Pattern.compile("\\b[13T][1-9A-HJ-NP-Za-km-z]{25,34}\\b");
    /**
     * Rows of letters that may be a wallet's address and have their check digits looked at; further ones count without.
     */
    private static final int LOOK_UPS = 12;

    private static final int IBAN_DIGITS = 10;
    private static final int ACCOUNT_DIGITS = 16;
    private static final int WALLET_LENGTH = 26;

    private final Links links;
    private final PhoneNumbers phones;

    /** @param allowed hosts that may be linked to, with all below them */
    public ContactDetails(Set<String> allowed) {
        this(allowed, REGIONS);
    }

    /**
     * @param allowed hosts that may be linked to, with all below them
     * @param regions whose national telephone numbers are found, as ISO 3166 codes; international ones are found in any
     *     case
     */
    public ContactDetails(Set<String> allowed, List<String> regions) {
        links = new Links(allowed);
        phones = new PhoneNumbers(new NumberingPlans(regions));
    }

    /** What kinds are in a message; empty for most. */
    public Set<Kind> in(String content) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        if (content == null || content.isBlank()) {
            return kinds;
        }
        find(Searched.of(content), EnumSet.allOf(Kind.class), (kind, _, _) -> {
            kinds.add(kind);
            return false;
        });
        return kinds;
    }

    /**
     * A message in which nothing more of these kinds is found: each place in which it was is one mask, whatever its
     * length.
     *
     * @param content the message as it was written
     * @param shown the message as it may be shown otherwise; of the same length, character by character
     */
    public String mask(String content, String shown, Set<Kind> kinds) {
        String once = spans(content, kinds).maskedIn(shown);
        // Words that stand closer together now, or without their neighbour, may be contact details only now.
        Spans left = spans(once, kinds);
        if (left.isEmpty()) {
            return once;
        }
        String twice = left.maskedIn(once);
        return spans(twice, kinds).isEmpty() ? twice : Spans.all(twice).maskedIn(twice);
    }

    private Spans spans(String content, Set<Kind> kinds) {
        PlacesFound found = new PlacesFound();
        if (content.isBlank() || kinds.isEmpty()) {
            return found.in(content, content);
        }
        Searched searched = Searched.of(content);
        find(searched, kinds, found);
        return found.in(content, searched.plain());
    }

    /** A text, as it was written and as detectors see it. */
    private record Searched(String content, String plain, Tokens tokens) {

        static Searched of(String content) {
            String plain = PlainText.of(content);
            return new Searched(content, plain, Tokens.of(plain));
        }
    }

    /** Reports places in the plain text; of wallets, whose letters' case counts, in the text as it was written. */
    private void find(Searched searched, Set<Kind> kinds, KindPlaces places) {
        Evidence.find(searched.tokens(), kinds, places);
        kinds.forEach(kind -> find(kind, searched, (begin, end) -> places.at(kind, begin, end)));
    }

    private void find(Kind kind, Searched searched, Places places) {
        Tokens tokens = searched.tokens();
        boolean _ = switch (kind) {
            case PHONE -> !tokens.hasNumbers() || phones.find(tokens, places);
            case EMAIL -> Emails.find(tokens, places);
            case IBAN -> tokens.digits() < IBAN_DIGITS || Accounts.ibans(tokens.plain(), places);
            case ACCOUNT -> tokens.digits() < ACCOUNT_DIGITS || Accounts.national(tokens, places);
            case WALLET ->
                tokens.longest() < WALLET_LENGTH
                        || each(WALLET, searched.content(), places) && base58(searched.content(), places);
            case LINK -> links.find(tokens, places);
            case HANDLE, PAYMENT -> true;
        };
    }

    private static boolean each(Pattern pattern, String text, Places places) {
        Matcher matcher = pattern.matcher(text);
        boolean more = true;
        while (more && matcher.find()) {
            more = places.at(matcher.start(), matcher.end());
        }
        return more;
    }

    private static boolean base58(String content, Places places) {
        Matcher matcher = BASE58.matcher(content);
        boolean more = true;
        for (int looked = 0; more && matcher.find(); looked++) {
            more = looked < LOOK_UPS && !Checksums.isBase58Address(matcher.group())
                    || places.at(matcher.start(), matcher.end());
        }
        return more;
    }
}
