package io.livemarket.rules.contact;

import io.livemarket.rules.Resources;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the links in a text that look like a payment page or like the tracking of a parcel: by the words of their host
 * and path, and, for hosts without such words, by the words of the sentence around the link. The words are in
 * {@code contact/risky-links.txt}. The pages of known carriers are no risk, and those of payment services always are
 * one. Pure; called only for texts with a link outside the allow-list.
 */
final class RiskyLinks {

    /** The look of a link. */
    enum Look {
        PAYMENT,
        PARCEL
    }

    private static final String FILE = "/contact/risky-links.txt";
    private static final Pattern SIGNS = Pattern.compile("[^a-z0-9]+");
    private static final Pattern ENDS = Pattern.compile("[.!?;](?= |$)|\\n");
    /** The characters before and after a link in which its sentence is searched for words. */
    private static final int BEFORE = 90;

    private static final int AFTER = 60;
    private static final int MOST = 16;

    private static final Words PAYMENT = words("payment");
    private static final Words PARCEL = words("parcel");
    private static final Set<String> CARRIERS = Set.copyOf(lines("carrier"));
    private static final Set<String> HARMLESS = Set.copyOf(lines("harmless"));

    /**
     * The words of one look.
     *
     * @param hosts hosts that always look like this, with their subdomains
     * @param stems parts of a word of the host
     * @param words whole words of the host or the path
     * @param around expressions in the sentence around a link
     */
    private record Words(Set<String> hosts, List<String> stems, Set<String> words, Pattern around) {

        private boolean isOf(String host, List<String> ofHost, List<String> ofPath) {
            return isBelow(host, hosts)
                    || ofHost.stream()
                            .anyMatch(word ->
                                    words.contains(word) || stems.stream().anyMatch(word::contains))
                    || ofPath.stream().anyMatch(words::contains);
        }
    }

    private RiskyLinks() {}

    private static Words words(String look) {
        return new Words(
                Set.copyOf(lines(look + "-host")),
                List.copyOf(lines(look + "-stem")),
                new HashSet<>(lines(look + "-word")),
                Pattern.compile("(?<![a-z])(?:" + String.join("|", lines(look + "-around")) + ")(?![a-z])"));
    }

    private static List<String> lines(String name) {
        return Resources.lines(FILE).stream()
                .map(line -> line.split(" \\| ", 2))
                .filter(fields -> fields[0].strip().equals(name))
                .flatMap(fields -> List.of(fields[1].strip().split(", ")).stream())
                .toList();
    }

    /** The looks of the links in a text. */
    static Set<Look> in(Tokens tokens, Links links) {
        List<int[]> places = new ArrayList<>();
        links.find(tokens, (begin, end) -> {
            places.add(new int[] {begin, end});
            return places.size() < MOST;
        });
        Set<Look> looks = EnumSet.noneOf(Look.class);
        places.forEach(place -> looks.addAll(of(tokens.plain(), place[0], place[1])));
        return looks;
    }

    private static Set<Look> of(String plain, int begin, int end) {
        String link = plain.substring(begin, end).toLowerCase(Locale.ROOT).replaceFirst("^h(?:xx|tt)ps?://", "");
        int slash = firstOf(link, "/?#");
        String host = link.substring(0, slash).replaceFirst("^www\\.", "").replaceFirst("[.,:)]+$", "");
        List<String> ofHost = List.of(SIGNS.split(host.replace(" punto ", ".").replace(" dot ", ".")));
        List<String> ofPath = List.of(SIGNS.split(link.substring(slash)));
        Set<Look> looks = EnumSet.noneOf(Look.class);
        boolean carrier = isBelow(host, CARRIERS);
        if (PAYMENT.isOf(host, ofHost, ofPath)) {
            looks.add(Look.PAYMENT);
        }
        if (!carrier && PARCEL.isOf(host, ofHost, ofPath)) {
            looks.add(Look.PARCEL);
        }
        if (looks.isEmpty() && !carrier && !isBelow(host, HARMLESS)) {
            bySentence(plain, begin, end, looks);
        }
        return looks;
    }

    private static void bySentence(String plain, int begin, int end, Set<Look> looks) {
        String[] before = ENDS.split(plain.substring(Math.max(0, begin - BEFORE), begin), -1);
        String[] after = ENDS.split(plain.substring(end, Math.min(plain.length(), end + AFTER)), -1);
        String sentence = before[before.length - 1].strip() + " \u2026 " + after[0].strip();
        if (PAYMENT.around().matcher(sentence).find()) {
            looks.add(Look.PAYMENT);
        }
        if (PARCEL.around().matcher(sentence).find()) {
            looks.add(Look.PARCEL);
        }
    }

    private static boolean isBelow(String host, Set<String> hosts) {
        for (String rest = host; !rest.isEmpty(); rest = rest.substring(Math.min(rest.length(), next(rest)))) {
            if (hosts.contains(rest)) {
                return true;
            }
        }
        return false;
    }

    private static int next(String host) {
        int dot = host.indexOf('.');
        return dot < 0 ? host.length() : dot + 1;
    }

    private static int firstOf(String text, String signs) {
        int at = 0;
        while (at < text.length() && signs.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }
}
