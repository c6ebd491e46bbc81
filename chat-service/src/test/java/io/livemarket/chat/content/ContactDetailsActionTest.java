package io.livemarket.chat.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.chat.content.ContentProperties.ContactDetailsAction;
import io.livemarket.chat.domain.Screening;
import io.livemarket.rules.contact.ContactDetails;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The actions on contact details that an installation may configure. */
class ContactDetailsActionTest {

    private static final String CALL_ME = "Call me on 612 345 678 after six";

    @Test
    void flaggedContactDetailsAreDeliveredAndTheSenderIsWarned() {
        Screening screening = screen(ContactDetailsAction.FLAG, CALL_ME);

        assertThat(screening.content()).isEqualTo(CALL_ME);
        assertThat(screening.warnings()).containsExactly("contact_details");
        assertThat(screening.masked()).isFalse();
        assertThat(screening.note()).contains("\"FLAG\"");
    }

    @Test
    void maskedContactDetailsAreHiddenAndTheSenderIsWarned() {
        Screening screening = screen(ContactDetailsAction.MASK, CALL_ME);

        assertThat(screening.content()).isEqualTo("Call me on *** after six");
        assertThat(screening.warnings()).containsExactly("contact_details");
        assertThat(screening.masked()).isTrue();
        assertThat(screening.refusedFor()).isNull();
        assertThat(screening.note()).contains("\"MASK\"").doesNotContain("612");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "llámame al seis uno dos tres cuatro cinco seis siete ocho",
                "write to someone at gmail dot com",
                "mi whatsapp es 612345678",
                "IBAN ES91 2100 0418 4502 0005 1332",
                "send it to 0x52908400098527886E0F7030069857D2E4169EE7",
                "look at http://elsewhere.example/offer"
            })
    void maskedNothingIsFoundASecondTime(String content) {
        Screening first = screen(ContactDetailsAction.MASK, content);

        assertThat(first.masked()).isTrue();
        assertThat(screen(ContactDetailsAction.FLAG, first.content()).warnings())
                .as(first.content())
                .isEmpty();
    }

    @Test
    void aMaskedWordAndAMaskedNumberAreBothMasked() {
        Screening screening = screen(ContactDetailsAction.MASK, "Eres gilipollas, 612 345 678");

        assertThat(screening.content())
                .doesNotContain("gilipollas")
                .doesNotContain("612")
                .startsWith("Eres ");
    }

    @Test
    void rejectedContactDetailsAreAnsweredWithTheirCategory() {
        assertThat(screen(ContactDetailsAction.REJECT, CALL_ME).refusedFor()).isEqualTo("contact_details");
    }

    @Test
    void contactDetailsAreIgnoredWhenTurnedOff() {
        assertThat(screen(ContactDetailsAction.OFF, CALL_ME)).isEqualTo(Screening.clean(CALL_ME));
    }

    @ParameterizedTest
    @EnumSource(ContactDetailsAction.class)
    void anInnocentMessageStaysAsItIs(ContactDetailsAction action) {
        String innocent = "Is the bicycle from 2019 still there, for 180 euros?";

        assertThat(screen(action, innocent)).isEqualTo(Screening.clean(innocent));
    }

    @Test
    void afterADealContactDetailsAreIgnoredByDefault() {
        assertThat(screen(ContactDetailsAction.REJECT, ContactDetailsAction.OFF, CALL_ME, true))
                .isEqualTo(Screening.clean(CALL_ME));
        assertThat(screen(ContactDetailsAction.REJECT, ContactDetailsAction.FLAG, CALL_ME, true)
                        .warnings())
                .containsExactly("contact_details");
        assertThat(screen(ContactDetailsAction.REJECT, ContactDetailsAction.FLAG, CALL_ME, true)
                        .refusedFor())
                .isNull();
    }

    @Test
    void beforeADealNothingIsRelaxed() {
        assertThat(screen(ContactDetailsAction.REJECT, ContactDetailsAction.OFF, CALL_ME, false)
                        .refusedFor())
                .isEqualTo("contact_details");
    }

    @Test
    void aDealRelaxesNothingElse() {
        assertThat(screen(ContactDetailsAction.FLAG, ContactDetailsAction.OFF, "Eres gilipollas", true)
                        .content())
                .doesNotContain("gilipollas");
    }

    @Test
    void aDealNeverMakesItStricter() {
        for (ContactDetailsAction before : ContactDetailsAction.values()) {
            for (ContactDetailsAction after : ContactDetailsAction.values()) {
                assertThat(new ContentProperties(before, after, Set.of(), ContactDetails.REGIONS, true)
                                .isRelaxedAfterDeal())
                        .as("%s, then %s", before, after)
                        .isEqualTo(after.ordinal() <= before.ordinal());
            }
        }
    }

    private static Screening screen(ContactDetailsAction action, String content) {
        return screen(action, ContactDetailsAction.OFF, content, false);
    }

    private static Screening screen(
            ContactDetailsAction action, ContactDetailsAction after, String content, boolean afterDeal) {
        return new RulesInForce(
                        null,
                        null,
                        new ContentProperties(action, after, Set.of(), ContactDetails.REGIONS, true),
                        new SimpleMeterRegistry())
                .screen(content, afterDeal, null);
    }
}
