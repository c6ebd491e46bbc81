package io.livemarket.rules.contact;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells whether a message leads off the platform: telephone numbers, e-mail addresses, handles and messengers, IBANs (with
 * their checksum), wallet addresses, links outside an allow-list, and ways to pay elsewhere. Pure; safe for any number of
 * threads. What is refused ("no bizum") does not count.
 */
public final class ContactDetails {

    /** What was found. */
    public enum Kind { PHONE, EMAIL, HANDLE, IBAN, WALLET, LINK, PAYMENT }

    private static final String PROVIDERS = "(?:gmail|hotmail|outlook|yahoo|icloud|proton(?:mail)?)";
    private static final String ENDINGS = "(?:com|es|org|net|info|mx|ar|cl|co|io|me|xyz|top|shop|store|link|ly|ee|app|example)";
    private static final String SAID_AT = " ?(?:[(\\[] ?(?:at|arroba) ?[)\\]]|\\b(?:at|arroba)\\b) ?";
    private static final String DOT = " ?(?:\\.|[(\\[] ?(?:dot|punto) ?[)\\]]|\\b(?:dot|punto)\\b) ?";
    private static final Pattern EMAIL = Pattern.compile("[a-z0-9_.+-]{2,64} ?@ ?(?:[a-z0-9-]{2,63}" + DOT + ")+[a-z]{2,12}\\b"
            + "|[a-z0-9_.+-]{2,64}" + SAID_AT + "(?:[a-z0-9-]{2,63}" + DOT + ")+" + ENDINGS + "\\b"
            + "|[a-z0-9_.+-]{2,64}(?: ?@ ?|" + SAID_AT + ")" + PROVIDERS + "\\b|(?:[a-z0-9_.+-]{2,64} )?\\ben " + PROVIDERS + "\\b");
    private static final Pattern SAID_EMAIL = Pattern.compile(
            "\\b(?:pasa\\w*|dame|send|give|what'?s)\\b.{0,20}\\b(?:(?:tu|your) (?:e-?mail|correo))\\b");

    private static final String APPS = "(?:whats?app|whats4pp|wasap|wassap|guasap|telegram|signal|wechat|snapchat|discord|kik|tiktok"
            + "|instagram|insta|ig|tg|facebook|fb)";
    private static final Pattern HANDLE = Pattern.compile("(?<![a-z0-9_.])@[a-z_][a-z0-9_.]{2,}"
            + "|\\b(?:mi|my|soy) " + APPS + "(?: (?:es|is|:))?:? ?[a-z0-9_.#@]{3,}"
            + "|\\b" + APPS + "\\b.{0,12}\\b(?:como|as|id|soy)\\b:? @?[a-z0-9_.]{3,}"
            + "|\\b(?:perfil de|search|dm me on|add me on|find me on|buscame en|sigueme en)\\b.{0,24}\\b" + APPS + "\\b"
            + "|\\b(?:whats?app|whats4pp|wasap|telegram) me\\b|\\b" + APPS + ":? \\+?\\d{6,}");
    private static final Pattern MOVING = Pattern.compile("\\b(?:habla\\w*|escrib\\w*|manda\\w*|pasa\\w*|agrega\\w*|segui\\w*|sigue\\w*"
            + "|text me|message me|dm me|add me|talk|move|continue|chat) (?:[a-z]{1,8} ){0,4}?(?:por|al|un|on|to|a|tu|en) (?:el |tu )?"
            + "(?:whats?app|wasap|wassap|guasap|telegram|signal|wechat|discord)\\b");
    private static final Pattern ASKING = Pattern.compile("\\b(?:dame|pasame|me das|give me|send me|what'?s)\\b.{0,12}"
            + "\\b(?:tu|your) (?:movil|telefono|phone|number|cell|whats?app|numero de (?:telefono|movil))\\b");

    private static final Pattern IBAN = Pattern.compile("(?<![a-z0-9])[a-z]{2}\\d{2}(?:[ .-]?[a-z0-9]){11,30}");
    private static final Pattern WALLET = Pattern.compile("\\bbc1[a-z0-9]{25,60}\\b|\\b0x[0-9a-fA-F]{40}\\b");
    private static final Pattern BASE58 = Pattern.compile("\\b[13T][1-9A-HJ-NP-Za-km-z]{25,34}\\b");

    private static final Pattern LINK = Pattern.compile("\\bh(?:tt|xx)ps?://([a-z0-9.-]+)|\\bwww ?\\. ?([a-z0-9-]+ ?\\. ?[a-z.]+)"
            + "|(?<![a-z0-9@.])((?:[a-z0-9-]{2,63}\\.)+" + ENDINGS + ")(?:/[^ ]*)?(?![a-z0-9])"
            + "|(?<![a-z0-9@.])((?:wa|t|bit|m)\\.(?:me|ly))/"
            + "|\\b([a-z0-9-]{3,} (?:punto|dot) (?:com|es|net|org))\\b");

    /** A full stop that no blank follows makes a word and the next look like a host. */
    private static final Pattern ENDS_A_SENTENCE = Pattern.compile("\\.(?:es|me)$");
    private static final Pattern FOLLOWED_BY_WORDS = Pattern.compile(" [a-z]{2,}");

    private static final Pattern PAYMENT = Pattern.compile("\\b(?:bizum|b1zum|venmo|zelle|cash ?app|western union|moneygram|revolut)\\b"
            + "|\\bpaypal\\b.{0,20}\\b(?:amigos|friends|familia|family)\\b|\\b(?:amigos|friends)\\b.{0,20}\\bpaypal\\b"
            + "|\\btransferencia (?:directa|a mi)\\b|\\b(?:wire|bank) transfer to m[ey]\\b"
            + "|\\b(?:pag\\w*|pay\\w*|trato|hacemos|do it|deal|cerra\\w*)\\b.{0,25}\\b(?:por fuera|fuera de la (?:app|plataforma)"
            + "|outside (?:of )?the (?:app|platform))\\b"
            + "|\\bpay me directly\\b|\\bmi numero de cuenta\\b|\\bmy bank (?:details|account)\\b"
            + "|\\b(?:pay|paga|compra|manda)\\w*\\b.{0,15}\\b(?:gift cards?|tarjetas? (?:de )?regalo)\\b|\\bpasame tu wallet\\b");
    private static final Pattern REFUSING =
            Pattern.compile("\\b(?:no|nunca|never|won'?t|don'?t|nada de|sin|not|sorry)\\b[^.;!?,]{0,25}$");

    private static final int BEFORE = 40;
    private static final int IBAN_LENGTH = 15;
    private static final int AGAIN = 4;

    private final Set<String> allowed;

    /** @param allowed hosts that may be linked to, with all below them */
    public ContactDetails(Set<String> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    /** What kinds are in a message; empty for most. */
    public Set<Kind> in(String content) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        if (content == null || content.isBlank()) {
            return kinds;
        }
        Searched searched = Searched.of(content);
        for (Kind kind : Kind.values()) {
            boolean[] found = new boolean[1];
            find(kind, searched, (_, _) -> {
                found[0] = true;
                return false;
            });
            if (found[0]) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    /**
     * A message in which nothing more of these kinds is found: each place in which it was is one mask, whatever its length.
     *
     * @param content the message as it was written
     * @param shown   the message as it may be shown otherwise; of the same length, character by character
     */
    public String mask(String content, String shown, Set<Kind> kinds) {
        Spans spans = spans(content, kinds);
        String masked = spans.maskedIn(shown);
        // What stands closer together, or is looked at anew without its neighbour, may be found only now.
        for (int again = 0; again < AGAIN; again++) {
            spans = spans(masked, kinds);
            if (spans.isEmpty()) {
                return masked;
            }
            masked = spans.maskedIn(masked);
        }
        return all(masked).maskedIn(masked);
    }

    private Spans spans(String content, Set<Kind> kinds) {
        if (content.isBlank()) {
            return new Spans(content, new int[0]);
        }
        Searched searched = Searched.of(content);
        Optional<int[]> origins = PlainText.origins(content, searched.plain());
        if (origins.isEmpty()) {
            return kinds.stream().anyMatch(in(content)::contains) ? all(content) : new Spans(content, new int[0]);
        }
        Spans spans = new Spans(content, origins.get());
        kinds.forEach(kind -> find(kind, searched, kind == Kind.WALLET ? spans::written : spans));
        return spans;
    }

    private static Spans all(String content) {
        Spans spans = new Spans(content, new int[0]);
        spans.written(0, content.length());
        return spans;
    }

    /** A text, as it was written and as detectors see it. */
    private record Searched(String content, String plain, Clues clues) {

        static Searched of(String content) {
            String plain = PlainText.of(content);
            return new Searched(content, plain, Clues.of(plain));
        }
    }

    /** Tells the places of a kind; in the plain text, but for wallets, whose letters' case counts. */
    private void find(Kind kind, Searched searched, Places places) {
        String plain = searched.plain();
        Clues clues = searched.clues();
        boolean _ = switch (kind) {
            case PHONE -> (!clues.writtenPhone() || PhoneNumbers.written(plain, places))
                    && (!clues.spokenPhone() || PhoneNumbers.spelt(plain, places));
            case EMAIL -> !clues.email() || each(EMAIL, plain, places) && unrefused(SAID_EMAIL, plain, places);
            case HANDLE -> (!clues.handle() || unrefused(HANDLE, plain, places) && unrefused(MOVING, plain, places))
                    && (!clues.asking() || unrefused(ASKING, plain, places));
            case IBAN -> !clues.iban() || ibans(plain, places);
            case WALLET -> !clues.wallet()
                    || each(WALLET, searched.content(), places) && base58(searched.content(), places);
            case LINK -> !clues.link() || links(plain, places);
            case PAYMENT -> !clues.payment() || unrefused(PAYMENT, plain, places);
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

    /** Where it is and not refused just before. One may begin within another: "find me on X as Y" is two. */
    private static boolean unrefused(Pattern pattern, String plain, Places places) {
        Matcher matcher = pattern.matcher(plain);
        boolean more = true;
        int from = 0;
        while (more && from <= plain.length() && matcher.find(from)) {
            boolean refused =
                    REFUSING.matcher(plain.substring(Math.max(0, matcher.start() - BEFORE), matcher.start())).find();
            more = refused || places.at(matcher.start(), matcher.end());
            from = refused ? matcher.end() : matcher.start() + 1;
        }
        return more;
    }

    private static boolean ibans(String plain, Places places) {
        Matcher matcher = IBAN.matcher(plain);
        boolean more = true;
        while (more && matcher.find()) {
            String text = matcher.group();
            int end = text.length();
            while (end >= IBAN_LENGTH && !Checksums.isIban(text.substring(0, end))) {
                end--;
            }
            more = end < IBAN_LENGTH || places.at(matcher.start(), matcher.start() + end);
        }
        return more;
    }

    private static boolean base58(String content, Places places) {
        Matcher matcher = BASE58.matcher(content);
        boolean more = true;
        while (more && matcher.find()) {
            more = !Checksums.isBase58Address(matcher.group()) || places.at(matcher.start(), matcher.end());
        }
        return more;
    }

    /** A link's place reaches to the next blank: what is behind the host may be the address. */
    private boolean links(String plain, Places places) {
        Matcher matcher = LINK.matcher(plain);
        boolean more = true;
        while (more && matcher.find()) {
            String host = "";
            for (int group = 1; group <= matcher.groupCount(); group++) {
                host = matcher.group(group) == null ? host : matcher.group(group).replace(" ", "");
            }
            boolean sentence = ENDS_A_SENTENCE.matcher(host).find() && FOLLOWED_BY_WORDS.matcher(plain).region(
                    matcher.end(), plain.length()).lookingAt();
            if (!sentence && !host.equals("asp.net") && !isAllowed(host)) {
                int blank = plain.indexOf(' ', matcher.end());
                more = places.at(matcher.start(), blank < 0 ? plain.length() : blank);
            }
        }
        return more;
    }

    private boolean isAllowed(String host) {
        return allowed.stream().anyMatch(one -> host.equals(one) || host.endsWith("." + one));
    }
}
