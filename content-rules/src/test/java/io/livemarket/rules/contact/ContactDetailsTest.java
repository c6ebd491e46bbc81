package io.livemarket.rules.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.livemarket.rules.ReferenceWork;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactDetailsTest {

    private static final ContactDetails DETECTOR = new ContactDetails(Set.of("livemarket.example"));
    private static final String LABELLED = "/contact-details.txt";
    private static final String HELD_OUT = "/contact-details-held-out.txt";
    private static final double PRECISION = 0.97;
    private static final double RECALL = 0.95;
    private static final int ROUNDS = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final double LIMIT_MICROS = 20;
    /** The limit, as a multiple of the time of a walk over the characters; measured: 10. */
    private static final double LIMIT_WALKS = 20;

    private static final double DEAREST = 3;
    /**
     * The parts that are repeated to make a text as expensive as possible: candidates that every look-up must refuse,
     * and words of many senses.
     */
    private static final List<String> DEAR = List.of(
            "1 ",
            "a.",
            "@",
            "a",
            "ES91 ",
            "no ",
            "-",
            "bizum no ",
            "no bizum ",
            "a@",
            "1 bizum ",
            "no pay ",
            "a b ",
            "seis ",
            "no whatsapp ",
            "12345678 a ",
            "91234567 x ",
            "ab.top c ",
            "a.b.",
            "text on no dm via my ",
            "no pay me my account 1 ",
            "https://livemarket.example ",
            "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb ",
            "uno dos ",
            "gmail @ ",
            "at gmail dot ",
            "ES9121000418450200051333 ",
            "2850590940090418135202 ",
            "\u00f1\uD83D\uDE00",
            "x_1.a#2 ",
            "1p",
            "12345678 ",
            "1p_",
            "\ufdfa",
            "\ufb01",
            "\u6f22",
            "\u2026");

    @Test
    void theLabelledSetIsClassifiedWithPrecisionAndRecall() {
        LabelledLines.Score measured = measure(LABELLED);
        assertThat(measured.lines()).isGreaterThanOrEqualTo(300);
        assertThat(measured.precision()).isGreaterThanOrEqualTo(PRECISION);
        assertThat(measured.recall()).isGreaterThanOrEqualTo(RECALL);
    }

    /** Lines that had no part in making the first version of the detectors. */
    @Test
    void soAreLinesThatTheDetectorsWereNotMadeWith() {
        LabelledLines.Score measured = measure(HELD_OUT);
        assertThat(measured.lines()).isGreaterThanOrEqualTo(100);
        assertThat(measured.precision()).isGreaterThanOrEqualTo(PRECISION);
        assertThat(measured.recall()).isGreaterThanOrEqualTo(RECALL);
    }

    private static LabelledLines.Score measure(String set) {
        LabelledLines.Score score = LabelledLines.score(
                LabelledLines.in(set),
                line -> DETECTOR.in(line.text()).stream().map(Enum::name).collect(Collectors.toSet()));
        System.out.println(set + ", " + score);
        return score;
    }

    /**
     * The cost of every message: innocent lines, cut to 100 characters. The best of many rounds counts, because other
     * processes share the machine.
     */
    @Test
    void aHundredInnocentCharactersCostLessThan20Microseconds() {
        List<String> texts = innocent(100);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        double best = Double.MAX_VALUE;
        ReferenceWork walk = new ReferenceWork();
        double walked = Double.MAX_VALUE;
        for (int round = 0;
                round < ROUNDS || best >= Math.max(LIMIT_MICROS, LIMIT_WALKS * walked) && System.nanoTime() < deadline;
                round++) {
            best = Math.min(best, micros(texts) / texts.size());
            walked = Math.min(walked, walk.micros(texts) / texts.size());
        }
        System.out.printf(
                "contact details: %.1f µs for 100 innocent characters, %.1f walks of %.2f µs (%d)%n",
                best, best / walked, walked, walk.state());
        assertThat(best).isLessThan(Math.max(LIMIT_MICROS, LIMIT_WALKS * walked));
    }

    private static List<String> innocent(int length) {
        String all = Stream.of(LABELLED, "/content-labelled.tsv")
                .flatMap(set -> LabelledLines.in(set).stream())
                .filter(LabelledLines.Line::isClean)
                .map(LabelledLines.Line::text)
                .collect(Collectors.joining(". "));
        return IntStream.range(0, all.length() / length)
                .mapToObj(i -> all.substring(i * length, (i + 1) * length))
                .toList();
    }

    private static double micros(List<String> texts) {
        long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        texts.forEach(DETECTOR::in);
        return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began) / 1_000.0;
    }

    @Test
    void aWrongChecksumIsNoAccount() {
        assertThat(DETECTOR.in("ES91 2100 0418 4502 0005 1332")).contains(ContactDetails.Kind.IBAN);
        assertThat(DETECTOR.in("ES91 2100 0418 4502 0005 1333")).doesNotContain(ContactDetails.Kind.IBAN);
        assertThat(DETECTOR.in("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa")).contains(ContactDetails.Kind.WALLET);
        assertThat(DETECTOR.in("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb")).doesNotContain(ContactDetails.Kind.WALLET);
    }

    @Test
    void aNationalAccountNeedsCheckDigitsAndAWordNearby() {
        assertThat(DETECTOR.in("mi CBU es 2850590940090418135201")).contains(ContactDetails.Kind.ACCOUNT);
        assertThat(DETECTOR.in("2850590940090418135202")).isEmpty();
        assertThat(DETECTOR.in("CLABE 002010077777777771")).contains(ContactDetails.Kind.ACCOUNT);
        assertThat(DETECTOR.in("CLABE 002010077777777772")).doesNotContain(ContactDetails.Kind.ACCOUNT);
        assertThat(DETECTOR.in("cuenta corriente 2100 0418 45 0200051332")).contains(ContactDetails.Kind.ACCOUNT);
        assertThat(DETECTOR.in("paquete 002010077777777771")).isEmpty();
    }

    @Test
    void nationalNumbersAreThoseOfTheConfiguredRegions() {
        ContactDetails french = new ContactDetails(Set.of(), List.of("FR"));
        assertThat(french.in("01 99 00 55 00")).isEmpty();
        assertThat(french.in("+34 612 345 678")).contains(ContactDetails.Kind.PHONE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ContactDetails(Set.of(), List.of("XX")))
                .withMessageContaining("XX");
    }

    @Test
    void aLinkToTheAllowListIsNone() {
        assertThat(DETECTOR.in("https://help.livemarket.example/returns")).isEmpty();
        assertThat(DETECTOR.in("https://livemarket.example.evil.com/")).containsExactly(ContactDetails.Kind.LINK);
        assertThat(DETECTOR.in("https://evil-livemarket.example/")).containsExactly(ContactDetails.Kind.LINK);
    }

    /** A detector that fails keeps a message from ever being decided. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "cama doble, referencia 1234 5678 9012 3456",
                "2345678901234567 doble",
                "triple A 1234567890123456",
                "4h. 612 345 678",
                "Mesa 1m / 120 / 60 cm",
                "tela 1m, 2500-3000",
                "7el 612 345 678",
                "1g 2500 300",
                "p.s.\u0436",
                "1.2.\u7248",
                "www.a.\u0436.com"
            })
    void aTextThatIsNearlySomethingIsLookedAt(String text) {
        assertThatCode(() -> DETECTOR.in(text)).doesNotThrowAnyException();
        assertThatCode(() -> DETECTOR.mask(text, text, EnumSet.allOf(ContactDetails.Kind.class)))
                .doesNotThrowAnyException();
    }

    @Test
    void aWordWithASubstituteIsNoNumber() {
        assertThat(DETECTOR.in("ll\u00e1mame a las 4h. 612 345 678")).contains(ContactDetails.Kind.PHONE);
        assertThat(DETECTOR.in("doble 612 345 678, ll\u00e1mame")).contains(ContactDetails.Kind.PHONE);
    }

    @Test
    void thirtyThousandGeneratedTextsAreLookedAt() {
        List<String> parts = List.of(
                "doble",
                "triple",
                "seis",
                "veinte",
                "y",
                "612",
                "345678",
                "1234567890123456",
                "4h",
                "1m",
                "1g",
                "7el",
                "5ms",
                "3",
                "0",
                ".",
                ",",
                "-",
                "/",
                "(",
                ")",
                "[",
                "@",
                ":",
                "+",
                "_",
                "#",
                "*",
                "?",
                "www",
                "punto",
                "dot",
                "com",
                "es",
                "arroba",
                "at",
                "gmail",
                "en",
                "ana",
                "ana_82",
                "http://",
                "\u0436",
                "\u7248",
                "\u00f1",
                "\u0130",
                "\ud83d\ude00",
                "\ud83d",
                "bizum",
                "no",
                "cbu",
                "ES91",
                "2100",
                "llama",
                "$",
                "kg");
        for (int seed = 0; seed < 30_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int left = 1 + random.nextInt(12); left > 0; left--) {
                text.append(parts.get(random.nextInt(parts.size()))).append(random.nextInt(3) == 0 ? "" : " ");
            }
            String content = text.toString();
            assertThatCode(() -> DETECTOR.mask(content, content, DETECTOR.in(content)))
                    .as(content)
                    .doesNotThrowAnyException();
        }
    }

    /** In multiples of 8,000 innocent characters, so that a busy machine makes no difference. */
    @Test
    void noTextCostsMuchMoreThanAnInnocentOne() {
        List<String> innocent = innocent(8_000);
        double usual = cheapest(innocent) / innocent.size();
        for (String part : DEAR) {
            String text = part.repeat(8_000 / part.length());
            double times = cheapest(List.of(text)) / usual;
            System.out.printf("%-24s %.1f times 8,000 innocent characters, which cost %.0f µs%n", part, times, usual);
            assertThat(times).as(part).isLessThan(DEAREST);
        }
    }

    private static double cheapest(List<String> texts) {
        return IntStream.range(0, ROUNDS).mapToDouble(_ -> micros(texts)).min().orElseThrow();
    }
}
