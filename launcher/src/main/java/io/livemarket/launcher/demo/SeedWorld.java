package io.livemarket.launcher.demo;

import io.livemarket.launcher.demo.Portrait.Extra;
import io.livemarket.launcher.demo.Portrait.Hair;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The people and conversations of {@code demo --seed-data}, all made up. The last conversation is the newest. */
final class SeedWorld {

    /** A buyer: unread messages, photos, a deal, a group, and a scam that she reported. */
    static final String BUYER = "lucia.romero";
    /** The seller of the bicycle. */
    static final String SELLER = "tomas.vidal";

    private static final String NORA = "nora.k";
    private static final String PAU = "pau-ferrer";
    private static final String INES = "ines.blanco";
    private static final String ORIOL = "oriol";
    private static final String SCAMMER = "bike_king";

    static final List<Conversation> CONVERSATIONS = List.of(
            Conversation.between(NORA, BUYER)
                    .line(NORA, "Hallo Lucía! Ist das Regal noch da?")
                    .line(BUYER, "Ja! Morgen um zehn bin ich zu Hause.")
                    .readBy(BUYER)
                    .line(NORA, "Danke! Bis morgen 👋")
                    .readBy(BUYER),
            Conversation.between(BUYER, ORIOL)
                    .line(BUYER, "Hola, ¿la lámpara sigue disponible?")
                    .photo(ORIOL, Picture.LAMP, "Sí, y funciona. Te la dejo en 25 €.")
                    .line(BUYER, "Perfecto, me la quedo.")
                    .agreedBy(BUYER)
                    .agreedBy(ORIOL)
                    .readBy(ORIOL)
                    .line(ORIOL, "¡Trato hecho! Gracias 🙌")
                    .readBy(BUYER),
            Conversation.between(SCAMMER, BUYER)
                    .line(
                            SCAMMER,
                            "Hi! I have the same bike, cheaper. Write me at bike.king@example.com and pay by bank transfer first.")
                    .line(SCAMMER, "Send 100 € by wire today or it is gone, you idiot")
                    .readBy(BUYER)
                    .reportedBy(BUYER, "fraud", "Wants money before he shows the bike, and gets rude.")
                    .line(BUYER, "No, thanks. I do not pay for what I have not seen."),
            Conversation.between(BUYER, SELLER)
                    .line(BUYER, "Hi Tomás! Is the green city bike still for sale?")
                    .line(SELLER, "Hello Lucía, yes it is! Size 54, serviced in spring.")
                    .photo(SELLER, Picture.BICYCLE, "This is how it looks today")
                    .line(BUYER, "😍")
                    .reply(BUYER, 2, "Do you still have the invoice?")
                    .line(
                            SELLER,
                            "I do, you get it with the bike. More about the model: https://example.org/city-bike-54")
                    .line(BUYER, "Great. Would you take 190 €?")
                    .line(SELLER, "Let us say 200 € and you get the lock as well.")
                    .agreedBy(SELLER)
                    .readBy(SELLER)
                    .readBy(BUYER)
                    .line(BUYER, "Deal! I can come on Saturday morning."),
            Conversation.group("Mercadillo de Gràcia", PAU, BUYER, NORA, INES, ORIOL, SELLER)
                    .line(PAU, "Hola a todo el mundo 👋 El sábado a las 10 en la plaza.")
                    .line(INES, "Yo llevo la mesa plegable y dos sillas")
                    .line(BUYER, "I bring the books and a box of vinyl records")
                    .readBy(BUYER)
                    .line(NORA, "Who has change?")
                    .reply(PAU, 4, "Tengo cambio de 5 y de 10, nos vemos allí"),
            Conversation.between(PAU, SELLER)
                    .line(PAU, "Tomás, ¿te quedan cascos de niño?")
                    .readBy(SELLER)
                    .line(SELLER, "Dos, azul y rojo.")
                    .readBy(PAU)
                    .line(PAU, "El rojo, por favor. ¿Lo traes el sábado?"),
            Conversation.between(INES, BUYER)
                    .photo(INES, Picture.SOFA, "")
                    .line(INES, "¿Te encaja el sofá por 120 €?"));

    /** The portrait of each user name; the user that is reported shows no face. */
    static final Map<String, Portrait> PORTRAITS = Map.of(
            BUYER, new Portrait(0xf2d8c9, 0x8c3f4d, 0xe3ab80, 0x2b1d18, Hair.LONG),
            SELLER, new Portrait(0xcfe3d4, 0x2f5d50, 0xe8b98f, 0x3b2a20, Hair.SHORT, Extra.BEARD),
            NORA, new Portrait(0xdfe3f6, 0x4756a8, 0xf0c9a8, 0xc98a3c, Hair.BUN, Extra.GLASSES),
            PAU, new Portrait(0xf5ebc8, 0x7a5a12, 0xb9825a, 0x1f1a17, Hair.CURLS),
            INES, new Portrait(0xe9e4f5, 0x563a8e, 0x8d5a3c, 0x17110e, Hair.LONG, Extra.GLASSES),
            ORIOL, new Portrait(0xdcebf5, 0x14517a, 0xedc3a0, 0x9a9a96, Hair.SHORT));

    private SeedWorld() {}

    /** The user names, each once. */
    static List<String> people() {
        return CONVERSATIONS.stream()
                .flatMap(conversation -> conversation.people().stream())
                .distinct()
                .toList();
    }

    /** The number of messages of all conversations. */
    static long messages() {
        return CONVERSATIONS.stream()
                .map(Conversation::lines)
                .flatMap(List::stream)
                .count();
    }

    /** The photos of all conversations. */
    static Stream<Picture> pictures() {
        return CONVERSATIONS.stream()
                .flatMap(conversation -> conversation.lines().stream())
                .flatMap(line -> line.picture().stream());
    }
}
