package io.livemarket.rules.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The detectors by which the recipient of a message is warned, on labelled messages in both languages. */
class RecipientWarningsTest {

    private static final ContactDetails DETECTOR = new ContactDetails(Set.of("livemarket.example"));
    private static final double PRECISION = 0.9;
    private static final double RECALL = 0.8;

    private static Set<Risk> risks(String text) {
        return DETECTOR.risks(text, DETECTOR.in(text));
    }

    /** Contact details alone are a risk only from a new account. */
    private static Set<String> found(LabelledLines.Line line) {
        Set<String> found = new TreeSet<>();
        risks(line.text()).stream()
                .filter(risk -> risk != Risk.CONTACT)
                .forEach(risk -> found.add(risk.name().toLowerCase(Locale.ROOT)));
        return found;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/recipient-warnings.tsv", "/recipient-warnings-held-out.tsv", "/recipient-warnings-frozen.tsv"})
    void riskyMessagesAreFoundInBothLanguages(String file) {
        LabelledLines.Score score = LabelledLines.score(LabelledLines.in(file), RecipientWarningsTest::found);
        System.out.println(file + ", " + score);
        assertThat(score.precision()).isGreaterThanOrEqualTo(PRECISION);
        assertThat(score.recall()).isGreaterThanOrEqualTo(RECALL);
    }

    @Test
    void aLinkToTheMarketplaceIsNoRisk() {
        assertThat(risks("Pay here: https://livemarket.example/checkout/1")).isEmpty();
    }

    @Test
    void aTelephoneNumberIsAContactAlone() {
        assertThat(risks("Llámame al 612 345 678")).containsExactly(Risk.CONTACT);
    }

    @Test
    void aLinkOfBothKindsIsBoth() {
        assertThat(risks("Customs fee: https://correos-pagos.top/tasas"))
                .contains(Risk.PAYMENT_LINK, Risk.PARCEL_TRACKING_LINK);
    }
}
