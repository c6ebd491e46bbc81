package io.livemarket.rules.contact;

import com.google.common.net.InternetDomainName;
import java.util.EnumSet;
import java.util.Set;
import org.nibor.autolink.LinkExtractor;
import org.nibor.autolink.LinkSpan;
import org.nibor.autolink.LinkType;

/**
 * Finds links outside an allow-list: links with a scheme or www by autolink, bare hosts by the public suffix list, and
 * spelt-out hosts. Two words with a full stop and no blank between them look like a host if the second word is a
 * top-level domain ("nuevo.es decir"): such a host counts only with a word such as "visita" before it, with a path, or
 * at the end of a clause.
 */
final class Links {

    private static final LinkExtractor EXTRACTOR = LinkExtractor.builder()
            .linkTypes(EnumSet.of(LinkType.URL, LinkType.WWW))
            .build();
    /** Top-level domains that are words of either language, or extensions of files. */
    private static final Set<String> WORDS = Set.of(
            "es", "me", "de", "se", "si", "no", "so", "to", "in", "is", "it", "at", "as", "be", "my", "la", "al", "us",
            "am", "do", "ya", "su", "tu", "un", "y", "top", "store", "shop", "live", "online", "fit", "fun", "life",
            "work", "works", "best", "sale", "moda", "casa", "gratis", "date", "one", "now", "new", "plus", "pro",
            "red", "blue", "black", "pink", "green", "gold", "cool", "pet", "dog", "car", "cars", "bike", "toys",
            "shoes", "watch", "camera", "phone", "tienda", "zip", "mov", "md", "py", "sh", "pl", "rs", "ps", "page",
            "name", "pm", "cm", "ml", "gs", "kg", "mg", "co", "art", "ve", "box", "case", "free", "kids", "men", "how",
            "here", "please", "thanks", "ok", "like", "day", "baby", "guru", "tv", "ms");
    /** The top-level domains of spelt-out hosts, after "punto" or "dot". */
    private static final Set<String> SPELT =
            Set.of("com", "net", "org", "es", "mx", "ar", "cl", "pe", "info", "shop", "store", "online");

    private static final Set<String> AMBIGUOUS = Set.of("es", "shop", "store", "online");
    private static final Set<String> NO_HOSTS = Set.of("asp.net", "socket.io", "vb.net", "ado.net");
    private static final int LOOK_UPS = 32;
    private static final int LONGEST = 253;
    private static final int CUE = 4;

    private final Set<String> allowed;

    Links(Set<String> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    /**
     * Reports the places of links, each up to the next blank.
     *
     * @return false once the receiver wants no more places
     */
    boolean find(Tokens tokens, Places places) {
        String plain = tokens.plain();
        return (plain.indexOf("://") < 0 && !plain.contains("www.") || written(plain, places))
                && bare(tokens, places)
                && spelt(tokens, places);
    }

    private boolean written(String plain, Places places) {
        String known = plain.replace("hxxp", "http");
        for (LinkSpan link : EXTRACTOR.extractLinks(known)) {
            String host = host(known.substring(link.getBeginIndex(), link.getEndIndex()));
            if (!isAllowed(host) && !places.at(link.getBeginIndex(), toBlank(plain, link.getEndIndex()))) {
                return false;
            }
        }
        return true;
    }

    private static String host(String link) {
        int scheme = link.indexOf("://");
        String rest = scheme < 0 ? link : link.substring(scheme + 3);
        int end = 0;
        while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        String authority = rest.substring(rest.lastIndexOf('@', end) + 1, end);
        int port = authority.indexOf(':');
        return port < 0 ? authority : authority.substring(0, port);
    }

    private boolean bare(Tokens tokens, Places places) {
        String plain = tokens.plain();
        int lookUps = 0;
        int after = 0;
        for (int dot = plain.indexOf('.');
                dot > 0 && lookUps < LOOK_UPS;
                dot = plain.indexOf('.', Math.max(dot + 1, after))) {
            if (dot + 1 >= plain.length()
                    || !isOfAHost(plain.charAt(dot - 1))
                    || !Character.isLetterOrDigit(plain.charAt(dot + 1))) {
                continue;
            }
            int from = dot;
            while (from > after && isOfAHost(plain.charAt(from - 1))) {
                from--;
            }
            after = end(plain, dot);
            String host = plain.substring(from, after);
            // An empty name follows a host that was examined before, or precedes letters that hosts do not have: p.s.ж
            boolean address = from == dot
                    || from > 0 && "@/:".indexOf(plain.charAt(from - 1)) >= 0
                    || after < plain.length() && plain.charAt(after) == '@';
            if (address || Character.isDigit(host.charAt(host.length() - 1)) || host.length() > LONGEST) {
                continue;
            }
            lookUps++;
            if (isLink(tokens, host, from, after) && !isAllowed(host) && !places.at(from, toBlank(plain, after))) {
                return false;
            }
        }
        return true;
    }

    private static int end(String plain, int dot) {
        int end = dot;
        while (end < plain.length()
                && (isOfAHost(plain.charAt(end))
                        || plain.charAt(end) == '.' && end + 1 < plain.length() && isOfAHost(plain.charAt(end + 1)))) {
            end++;
        }
        return end;
    }

    private static boolean isLink(Tokens tokens, String host, int from, int after) {
        String top = host.substring(host.lastIndexOf('.') + 1);
        boolean path = after < tokens.plain().length()
                && tokens.plain().charAt(after) == '/'
                && after + 1 < tokens.plain().length();
        if (NO_HOSTS.contains(host) || !isRegistered(host, path)) {
            return false;
        }
        if (!WORDS.contains(top) || path) {
            return true;
        }
        boolean name = host.indexOf('-') > 0
                || host.indexOf('.') != host.lastIndexOf('.')
                || host.chars().anyMatch(Character::isDigit);
        return name
                || endsAClause(tokens.plain(), after)
                || isCued(tokens, from)
                || top.length() > 3 && tokens.has(tokens.beginningAt(from) - 1, Sense.VIA);
    }

    /** Whether a host is below a public suffix. */
    private static boolean isRegistered(String host, boolean path) {
        if (host.endsWith(".example") || host.equals("example")) {
            return true;
        }
        if (!InternetDomainName.isValid(host)) {
            return false;
        }
        InternetDomainName name = InternetDomainName.from(host);
        return name.isUnderPublicSuffix() && (path || name.parts().getFirst().length() > 1);
    }

    private static boolean endsAClause(String plain, int after) {
        return after >= plain.length()
                || ",;!?)".indexOf(plain.charAt(after)) >= 0
                || plain.charAt(after) == '.' && (after + 1 >= plain.length() || plain.charAt(after + 1) == ' ');
    }

    private static boolean isCued(Tokens tokens, int from) {
        int at = tokens.beginningAt(from);
        for (int i = Math.max(0, at - CUE); i < at; i++) {
            if (tokens.has(i, Sense.VISIT) && tokens.sentence(at) <= i) {
                return true;
            }
        }
        return false;
    }

    /** Reports spelt-out hosts, from the word before the dot: "mitienda punto com", "www . tienda . com". */
    private static boolean spelt(Tokens tokens, Places places) {
        for (int i = 1; i + 1 < tokens.size(); i++) {
            int top = afterDot(tokens, i);
            if (top < 0 || tokens.form(top) != Tokens.Form.WORD || !SPELT.contains(tokens.text(top))) {
                continue;
            }
            int name = tokens.form(i - 1) == Tokens.Form.SIGN ? i - 2 : i - 1;
            boolean ends = top + 1 == tokens.size() || tokens.is(top + 1, ',');
            boolean sure = !AMBIGUOUS.contains(tokens.text(top))
                    || ends && name >= 0 && tokens.has(name, Sense.WORD)
                    || isCued(tokens, tokens.begin(Math.max(0, name)));
            if (name >= 0
                    && sure
                    && tokens.form(name) != Tokens.Form.SIGN
                    && !places.at(tokens.begin(name), tokens.end(top))) {
                return false;
            }
        }
        return true;
    }

    /** The token after a dot that is a word or has blanks around it; -1 without such a dot. */
    private static int afterDot(Tokens tokens, int i) {
        if (isWord(tokens, i, "punto") || isWord(tokens, i, "dot")) {
            return tokens.form(i + 1) == Tokens.Form.SIGN && i + 2 < tokens.size() ? i + 2 : i + 1;
        }
        if (isWord(tokens, i - 1, "www") && tokens.form(i) == Tokens.Form.WORD) {
            return i + 1;
        }
        boolean apart = tokens.is(i, '.') && tokens.begin(i) > tokens.end(i - 1) && tokens.begin(i + 1) > tokens.end(i);
        return apart ? i + 1 : -1;
    }

    private static boolean isWord(Tokens tokens, int i, String word) {
        return tokens.form(i) == Tokens.Form.WORD
                && tokens.end(i) - tokens.begin(i) == word.length()
                && tokens.plain().startsWith(word, tokens.begin(i));
    }

    private static int toBlank(String plain, int from) {
        int blank = plain.indexOf(' ', from);
        return blank < 0 ? plain.length() : blank;
    }

    private static boolean isOfAHost(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-';
    }

    private boolean isAllowed(String host) {
        return allowed.stream().anyMatch(one -> host.equals(one) || host.endsWith("." + one));
    }
}
