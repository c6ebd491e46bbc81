package io.livemarket.rules.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.rules.contact.ContactDetails.Kind;
import java.lang.management.ManagementFactory;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MaskedContactsTest {

    private static final ContactDetails DETECTOR = new ContactDetails(Set.of("livemarket.example"));
    private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);
    private static final int ROUNDS = 40;
    /** Two passes that find and mask, and one that finds nothing more. */
    private static final double MOST_LOOKS = 10;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PHONE  | Llámame al 612 345 678, gracias           | Llámame al ***, gracias
            PHONE  | ５５５: ６１２３４５６７８ es mi móvil      | ５５５: *** es mi móvil
            PHONE  | Móvil: 6️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣!                 | Móvil: ***!
            PHONE  | seis uno dos tres cuatro cinco seis siete ocho, ¿vale? | ***, ¿vale?
            PHONE  | my cell: five five five, zero one zero, four four seven seven please | my cell: *** please
            EMAIL  | Escribe a Ana.Lopez@Example.com y ya      | Escribe a *** y ya
            EMAIL  | mi correo es pepe arroba gmail punto com hoy | mi correo es *** hoy
            EMAIL  | soy pepe.bicis en gmail, escribe          | soy ***, escribe
            HANDLE | mi instagram es @cositas_de_ana, mira     | ***, mira
            HANDLE | búscame en insta como tallerpedro.bici    | ***
            IBAN   | Cuenta ES91 2100 0418 4502 0005 1332, ok  | Cuenta ***, ok
            WALLET | a 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa hoy  | a *** hoy
            LINK   | Mira https://wa.example.com/34612345678 ya | Mira *** ya
            LINK   | Mira http://user@evil.example/ana?x=1#y y dime | Mira *** y dime
            """)
    void onlyFoundDetailsAreMasked(Kind kind, String content, String masked) {
        assertThat(DETECTOR.in(content)).contains(kind);
        assertThat(DETECTOR.mask(content, content, ALL)).isEqualTo(masked);
    }

    @Test
    void theMaskDoesNotDiscloseTheHiddenLength() {
        String number = "seis uno dos tres cuatro cinco seis siete ocho";
        String other = "siete siete siete siete cero cero nueve uno dos";
        assertThat(DETECTOR.mask(number, number, ALL)).isEqualTo(DETECTOR.mask(other, other, ALL));
    }

    @Test
    void kindsThatAreNotToBeMaskedStay() {
        String content = "Llama al 612345678 o escribe a ana@example.com";
        assertThat(DETECTOR.mask(content, content, EnumSet.of(Kind.EMAIL)))
                .isEqualTo("Llama al 612345678 o escribe a ***");
    }

    @Test
    void wordsMaskedByRulesStayMasked() {
        assertThat(DETECTOR.mask("vile Ana: 612345678, vile", "**** Ana: 612345678, ****", ALL))
                .isEqualTo("**** Ana: ***, ****");
    }

    static Stream<String> labelled() {
        return Stream.of(
                        "/contact-details.txt",
                        "/contact-details-held-out.txt",
                        "/content-hard.tsv",
                        "/content-labelled.tsv",
                        "/content-first-frozen.tsv",
                        "/content-second-frozen.tsv")
                .flatMap(MaskedContactsTest::lines);
    }

    private static Stream<String> lines(String name) {
        return LabelledLines.in(name).stream().map(LabelledLines.Line::text);
    }

    @ParameterizedTest
    @MethodSource("labelled")
    void maskedTextHasNoHitsAndNoOtherChanges(String content) {
        String masked = DETECTOR.mask(content, content, ALL);
        assertThat(DETECTOR.in(masked)).isEmpty();
        if (DETECTOR.in(content).isEmpty()) {
            assertThat(masked).isEqualTo(content);
        }
    }

    /** If the origins of the letters cannot be determined, the whole text is masked. */
    @Test
    void anUntraceableTextIsMaskedCompletely() {
        String content = "İİİ ΑΣ Σ 612345678";
        String masked = DETECTOR.mask(content, content, ALL);
        assertThat(DETECTOR.in(masked)).isEmpty();
        assertThat(masked).doesNotContain("612345678");
    }

    @Test
    void moreThanFiftyContactDetailsMaskTheWholeText() {
        assertThat(DETECTOR.mask("a 612345678 b ".repeat(40), "a 612345678 b ".repeat(40), ALL))
                .isEqualTo("a *** b ".repeat(40));
        assertThat(DETECTOR.mask("a 612345678 b ".repeat(60), "a 612345678 b ".repeat(60), ALL)
                        .strip())
                .isEqualTo("***");
    }

    /** In multiples of a look at as many innocent characters, so that a busy machine makes no difference. */
    @Test
    void maskingALongTextCostsAFewLooksAtIt() {
        String innocent = "hola que tal, la bici sigue disponible y en buen estado. ".repeat(140);
        for (int round = 0; round < ROUNDS; round++) {
            DETECTOR.mask(
                    innocent + "612345678",
                    innocent + "612345678",
                    ALL); // Code that is not compiled yet costs ten times as much.
        }
        double look = cheapest(innocent, DETECTOR::in);
        for (String text : new String[] {
            "612345678 ".repeat(800),
            "@abc ".repeat(1_600),
            "a@b.com".repeat(1_100),
            "ES91 2100 0418 4502 0005 1332 ".repeat(260),
            "bizum ".repeat(1_300),
            "seis ".repeat(1_600),
            "whatsapp me ".repeat(660),
            "http://a.es ".repeat(660),
            "search insta ".repeat(600),
            "\uD83D612345678".repeat(800),
            "1p612345678 ".repeat(660),
            "\u0436\u0437 612345678 ".repeat(600),
            "\ufb01\u0301 612345678 ".repeat(600)
        }) {
            double times = cheapest(text, content -> DETECTOR.mask(content, content, ALL)) / look;
            System.out.printf("masking %s…: %.1f looks of %.0f µs%n", text.substring(0, 9), times, look);
            assertThat(times).as(text.substring(0, 9)).isLessThan(MOST_LOOKS);
            assertThat(DETECTOR.in(DETECTOR.mask(text, text, ALL)))
                    .as(text.substring(0, 9))
                    .isEmpty();
        }
        for (String text : new String[] {"", " "}) {
            assertThat(DETECTOR.mask(text, text, ALL)).isEqualTo(text);
        }
    }

    private static double cheapest(String text, Consumer<String> work) {
        long best = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            work.accept(text);
            best = Math.min(best, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began);
        }
        return best / 1_000.0;
    }
}
