package io.livemarket.events.chat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The reasons for which the recipient of a message is warned, with the text for the recipient in English and Spanish.
 * {@code docs/protocol.md} has the table too.
 */
public enum RecipientWarning {
    PAYMENT_LINK(
            "This link looks like a payment page. Pay only inside the marketplace, and never enter card or bank details"
                    + " to receive money.",
            "Este enlace parece una página de pago. Pague solo dentro del marketplace y nunca introduzca datos de su"
                    + " tarjeta o banco para recibir dinero."),
    PARCEL_TRACKING_LINK(
            "This link looks like the tracking of a parcel. Check it on the carrier's own page, and pay no fee through"
                    + " the link.",
            "Este enlace parece el seguimiento de un paquete. Compruébelo en la página de la empresa de transporte y no"
                    + " pague nada a través del enlace."),
    OFF_PLATFORM_PAYMENT(
            "This message is about a payment outside the marketplace, where nothing protects you.",
            "Este mensaje trata de un pago fuera del marketplace, donde nada le protege."),
    CONTACT_OF_NEW_ACCOUNT(
            "This account is new, and asks you to continue elsewhere. Stay in this chat.",
            "Esta cuenta es nueva y le propone seguir por otro medio. Continúe en este chat."),
    MASS_MESSAGE(
            "Many people received nearly this text within an hour. Be careful.",
            "Muchas personas recibieron casi este mismo texto en una hora. Tenga cuidado.");

    private static final String OTHER = "Be careful with this message.";
    private static final String OTHER_ES = "Tenga cuidado con este mensaje.";

    private final String text;
    private final String textEs;

    RecipientWarning(String text, String textEs) {
        this.text = text;
        this.textEs = textEs;
    }

    /**
     * A warning as clients get it.
     *
     * @param code stable; more codes may come
     * @param text in English
     * @param textEs in Spanish
     */
    public record Shown(String code, String text, String textEs) {}

    /** The code in events and at clients, such as {@code payment_link}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String text() {
        return text;
    }

    public String textEs() {
        return textEs;
    }

    /** The warnings with these codes; a code of a newer version has a general text. */
    public static List<Shown> shown(List<String> codes) {
        return codes.stream().map(RecipientWarning::shown).toList();
    }

    private static Shown shown(String code) {
        return Arrays.stream(values())
                .filter(each -> each.code().equals(code))
                .findFirst()
                .map(each -> new Shown(code, each.text, each.textEs))
                .orElseGet(() -> new Shown(code, OTHER, OTHER_ES));
    }
}
