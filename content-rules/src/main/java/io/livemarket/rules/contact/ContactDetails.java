package io.livemarket.rules.contact;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds contact details in a message, which lead users off the platform: telephone numbers, e-mail addresses, handles
 * and messengers, bank accounts and wallets (with their check digits), links outside an allow-list, and payments
 * outside the platform. Pure and thread-safe. Refused contact details ("no bizum") do not count. The work for a text is
 * bounded: one pass over its words, and a fixed number of look-ups.
 */
public final class ContactDetails {

    /** The kinds of contact details. */
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

    /** The default regions whose national telephone numbers are found: ISO 3166 codes, in the order of the look-up. */
    public static final List<String> REGIONS = List.of("ES", "MX", "CO", "AR", "CL", "PE", "VE", "UY", "US", "GB");

    private static final Pattern WALLET = Pattern.compile("\\bbc1[a-z0-9]{25,60}\\b|\\b0x[0-9a-fA-F]{40}\\b");
    private static final Pattern BASE58 = Pattern.compile("\\b[13T][1-9A-HJ-NP-Za-km-z]{25,34}\\b");
    /**
     * The number of possible wallet addresses whose checksums are verified; further ones count without verification.
     */
    private static final int LOOK_UPS = 12;

    private static final int IBAN_DIGITS = 10;
    private static final int ACCOUNT_DIGITS = 16;
    private static final int WALLET_LENGTH = 26;

    private final Links links;
    private final PhoneNumbers phones;

    /** @param allowed hosts that may be linked to, with all of their subdomains */
    public ContactDetails(Set<String> allowed) {
        this(allowed, REGIONS);
    }

    /**
     * @param allowed hosts that may be linked to, with all of their subdomains
     * @param regions the regions whose national telephone numbers are found, as ISO 3166 codes; international numbers
     *     are always found
     */
    public ContactDetails(Set<String> allowed, List<String> regions) {
        links = new Links(allowed);
        phones = new PhoneNumbers(new NumberingPlans(regions));
    }

    /** The kinds of contact details in a message; empty for most messages, and for an absent one. */
    public Set<Kind> in(@Nullable String content) {
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
     * The risks of a message for its recipient.
     *
     * @param kinds the kinds of contact details in the message, by {@link #in}
     */
    public Set<Risk> risks(String content, Set<Kind> kinds) {
        Set<Risk> risks = EnumSet.noneOf(Risk.class);
        kinds.forEach(kind -> risks.add(isPayment(kind) ? Risk.OFF_PLATFORM_PAYMENT : Risk.CONTACT));
        if (kinds.contains(Kind.LINK)) {
            RiskyLinks.in(Tokens.of(PlainText.of(content)), links)
                    .forEach(look ->
                            risks.add(look == RiskyLinks.Look.PAYMENT ? Risk.PAYMENT_LINK : Risk.PARCEL_TRACKING_LINK));
        }
        return risks;
    }

    private static boolean isPayment(Kind kind) {
        return switch (kind) {
            case PAYMENT, IBAN, ACCOUNT, WALLET -> true;
            case PHONE, EMAIL, HANDLE, LINK -> false;
        };
    }

    /**
     * Masks the contact details of these kinds: each place becomes one mask, whatever its length. In the result none of
     * these kinds is found.
     *
     * @param content the original message
     * @param shown the message in which other words may be masked; each character has the index of its original
     */
    public String mask(String content, String shown, Set<Kind> kinds) {
        String once = spans(content, kinds).maskedIn(shown);
        // After masking, words that have become neighbours, or have lost theirs, may be contact details.
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

    /** A text in its original form, and in the forms that detectors read. */
    private record Searched(String content, String plain, Tokens tokens) {

        static Searched of(String content) {
            String plain = PlainText.of(content);
            return new Searched(content, plain, Tokens.of(plain));
        }
    }

    /** Reports places in the plain text; those of wallets, which are case-sensitive, in the original text. */
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
