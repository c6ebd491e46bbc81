package io.livemarket.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.Subject;
import io.livemarket.notification.domain.NotificationText.About;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NotificationTextTest {

    private static final UUID BEA = UUID.randomUUID();
    private static final UUID ANA = UUID.randomUUID();
    private static final UUID GROUP = Ids.next();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "message | - | ana | 1 | New message from ana | Mensaje nuevo de ana",
                "message | - | ana | 3 | 3 new messages from ana | 3 mensajes nuevos de ana",
                "message | - | - | 3 | 3 new messages | 3 mensajes nuevos",
                "first_contact | - | ana | 1 | ana wrote to you for the first time | ana le ha escrito por primera vez",
                "first_contact | - | ana | 2 | ana wrote to you for the first time: 2 new messages | ana le ha escrito por primera vez: 2 mensajes nuevos",
                "first_contact | - | - | 1 | Somebody new wrote to you | Alguien nuevo le ha escrito",
                "report_outcome | - | - | 1 | There is an answer to your report | Hay una respuesta a su denuncia",
                "of a later version | - | ana | 1 | New message from ana | Mensaje nuevo de ana"
            })
    void namesTheSenderAndTheCountOfAPrivateChat(
            String kind, String chatName, String sender, long count, String text, String textEs) {
        assertThat(NotificationText.of(About.of(kind, Ids.privateChat(BEA, ANA), chatName, ANA, sender, count, false)))
                .isEqualTo(new NotificationText(text, textEs));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "message | Bicis | ana | 1 | New message from ana in Bicis | Mensaje nuevo de ana en Bicis",
                "message | Bicis | ana | 3 | 3 new messages in Bicis, the latest from ana | 3 mensajes nuevos en Bicis, el último de ana",
                "message | - | ana | 3 | 3 new messages in a group, the latest from ana | 3 mensajes nuevos en un grupo, el último de ana",
                "message | Bicis | - | 1 | New message in Bicis | Mensaje nuevo en Bicis",
                "group_invitation | Bicis | ana | 0 | ana invited you to Bicis | ana le ha invitado a Bicis",
                "group_invitation | - | - | 0 | You were invited to a group | Le han invitado a un grupo",
                "group_invitation | Bicis | eva | 2 | You were invited to Bicis: 2 new messages, the latest from eva | Le han invitado a Bicis: 2 mensajes nuevos, el último de eva"
            })
    void namesTheGroupAndItsLatestSender(
            String kind, String chatName, String sender, long count, String text, String textEs) {
        assertThat(NotificationText.of(About.of(kind, GROUP, chatName, ANA, sender, count, false)))
                .isEqualTo(new NotificationText(text, textEs));
    }

    @Test
    void aChatAboutAThingIsNoGroup() {
        UUID aboutOrder = Ids.privateChat(BEA, ANA, new Subject("order", "7"));
        assertThat(NotificationText.of(About.of("message", aboutOrder, null, ANA, "ana", 3, false))
                        .text())
                .isEqualTo("3 new messages from ana");
    }

    @ParameterizedTest
    @EnumSource(NotificationKind.class)
    void hiddenSendersAreNotNamed(NotificationKind kind) {
        for (UUID chat : new UUID[] {GROUP, Ids.privateChat(BEA, ANA)}) {
            NotificationText shown =
                    NotificationText.of(About.of(kind.wireName(), chat, "Bicis", ANA, "ana-secreta", 3, true));
            assertThat(shown.text() + shown.textEs()).doesNotContain("Bicis", "ana-secreta");
        }
    }

    @ParameterizedTest
    @EnumSource(NotificationKind.class)
    void noNameMakesATextLongOrTurnsItAround(NotificationKind kind) {
        String name = "\u202Eabc\n\t\u0000".repeat(10_000);
        NotificationText shown =
                NotificationText.of(About.of(kind.wireName(), GROUP, name, ANA, name, Long.MAX_VALUE, false));
        assertThat(shown.text())
                .hasSizeLessThanOrEqualTo(NotificationText.LONGEST)
                .doesNotContain("\n", "\t", "\u202E", "\u0000");
        assertThat(shown.textEs())
                .hasSizeLessThanOrEqualTo(NotificationText.LONGEST)
                .doesNotContain("\n", "\t", "\u202E", "\u0000");
    }

    @Test
    void aNameKeepsItsEmojiAndIsCutBetweenCharacters() {
        assertThat(ShownName.of("  Bicis \u00A0 👩\u200D🚒 <b>ya</b> ")).isEqualTo("Bicis 👩\u200D🚒 <b>ya</b>");
        assertThat(ShownName.of("👍".repeat(100)).codePoints()).hasSize(ShownName.LONGEST);
        assertThat(ShownName.of("\u200B \u202E")).isNull();
    }
}
