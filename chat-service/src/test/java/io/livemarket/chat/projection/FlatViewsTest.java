package io.livemarket.chat.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.chat.projection.ChatDocument.Opening;
import io.livemarket.chat.projection.ChatDocument.Progress;
import io.livemarket.chat.projection.ChatDocument.RecentChanges;
import io.livemarket.events.Json;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.ListingEvent.ListingChanged;
import io.livemarket.events.chat.MessageType;
import io.livemarket.events.chat.Subject;
import io.livemarket.events.money.Money;
import io.livemarket.events.products.ProductState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The JSON of views, byte for byte: clients get it flat and in this order, whatever types the views are made of. */
class FlatViewsTest {

    private static final UUID CHAT = new UUID(0, 1);
    private static final UUID ANA = new UUID(0, 2);
    private static final UUID BEN = new UUID(0, 3);
    private static final UUID OTHER = new UUID(0, 4);
    private static final Instant TIME = Instant.parse("2026-11-29T16:00:00Z");
    private static final MessageView MESSAGE = MessageView.of(new MessageSent(
            CHAT,
            7,
            3,
            OTHER,
            ANA,
            MessageType.TEXT,
            "hola ***",
            List.of(new Attachment(OTHER, "bici.jpg", "image/jpeg", 48L, 4, 3)),
            OTHER,
            OTHER,
            "c-1",
            TIME,
            true,
            List.of("contact_details")));
    private static final ChatDocument DOCUMENT = new ChatDocument(
            new Opening(CHAT, ChatType.GROUP, "Bici", ANA, TIME, null),
            new Progress(3, 7, TIME.plusSeconds(1), TIME.plusSeconds(1)),
            List.of(new Reader(ANA, 3, 3, 0, false), new Reader(BEN, 2, 1, 0, true)),
            MESSAGE,
            new RecentChanges(List.of(), 0),
            DealView.NONE,
            null,
            null);
    private static final Money PRICE = new Money("45.00", "EUR");
    private static final String PLACE = "\"role\":\"member\",\"pinned\":false,\"archived\":false,\"labels\":[]";
    private static final String WHOLE_MESSAGE = """
            {"id":"00000000-0000-0000-0000-000000000004","chatId":"00000000-0000-0000-0000-000000000001","seq":3,"version":7,
            "senderId":"00000000-0000-0000-0000-000000000002","type":"text","content":"hola ***",
            "attachments":[{"fileId":"00000000-0000-0000-0000-000000000004","name":"bici.jpg","contentType":"image/jpeg",
            "size":48,"width":4,"height":3}],"productId":"00000000-0000-0000-0000-000000000004",
            "replyTo":"00000000-0000-0000-0000-000000000004","clientMessageId":"c-1","createdAt":"2026-11-29T16:00:00Z",
            "masked":true,"warnings":["contact_details"]}""";
    private static final String DESCRIPTION = """
            "type":"group","participants":["00000000-0000-0000-0000-000000000002","00000000-0000-0000-0000-000000000003"],
            "name":"Bici","createdBy":"00000000-0000-0000-0000-000000000002","createdAt":"2026-11-29T16:00:00Z\"""";
    private static final String RECEIPTS = """
            "receipts":[{"userId":"00000000-0000-0000-0000-000000000002","deliveredUpTo":3,"readUpTo":3},
            {"userId":"00000000-0000-0000-0000-000000000003","deliveredUpTo":2,"readUpTo":1}]""";

    @Test
    void aMessageIsFlat() {
        assertThat(json(MESSAGE)).isEqualTo(flat(WHOLE_MESSAGE));
    }

    @Test
    void aChangedMessageIsFlat() {
        MessageView edited = MESSAGE.edited(new MessageEdited(CHAT, 8, 3, OTHER, ANA, "dos", TIME, null, null));
        assertThat(json(edited.deleted(new MessageDeleted(CHAT, 9, 3, OTHER, ANA, TIME))))
                .isEqualTo(flat("""
                        {"id":"00000000-0000-0000-0000-000000000004","chatId":"00000000-0000-0000-0000-000000000001","seq":3,
                        "version":9,"senderId":"00000000-0000-0000-0000-000000000002","type":"text","content":"",
                        "replyTo":"00000000-0000-0000-0000-000000000004","clientMessageId":"c-1",
                        "createdAt":"2026-11-29T16:00:00Z","editedAt":"2026-11-29T16:00:00Z",
                        "deletedAt":"2026-11-29T16:00:00Z"}"""));
    }

    @Test
    void aWithheldMessageIsFlat() {
        assertThat(json(MESSAGE.withheldFromReader())).isEqualTo(flat("""
                        {"id":"00000000-0000-0000-0000-000000000004","chatId":"00000000-0000-0000-0000-000000000001","seq":3,
                        "version":7,"type":"text","content":"","createdAt":"2026-11-29T16:00:00Z","withheld":true}"""));
    }

    @Test
    void aChatIsFlat() {
        assertThat(json(ChatView.of(DOCUMENT, BEN)))
                .isEqualTo(flat("{\"id\":\"00000000-0000-0000-0000-000000000001\"," + DESCRIPTION
                        + ",\"updatedAt\":\"2026-11-29T16:00:01Z\",\"seq\":3,\"version\":7,\"lastMessage\":"
                        + WHOLE_MESSAGE + ",\"unread\":2,\"hidden\":true," + PLACE + "," + RECEIPTS + "}"));
    }

    @Test
    void aSynchronisedChatIsFlat() {
        String changes =
                "{\"chatId\":\"00000000-0000-0000-0000-000000000001\",\"version\":7,\"seq\":3,\"complete\":true,"
                        + "\"messages\":[" + WHOLE_MESSAGE + "]," + RECEIPTS + "," + PLACE;
        assertThat(json(ChatSync.since(5, DOCUMENT, true, List.of(MESSAGE), BEN)))
                .isEqualTo(flat(changes + "}"));
        assertThat(json(ChatSync.since(0, DOCUMENT, true, List.of(MESSAGE), BEN)))
                .isEqualTo(flat(changes + "," + DESCRIPTION + "}"));
    }

    @Test
    void theListingOfAChatIsBesideItsDeal() {
        ChatDocument opened = ChatDocument.of(new ChatOpened(
                CHAT, 1, ChatType.PRIVATE, List.of(ANA, BEN), null, ANA, TIME, Subject.listing(OTHER), null));
        ChatDocument chat = opened.apply(
                new ListingChanged(CHAT, 2, OTHER, 4, ProductState.RESERVED, PRICE, TIME), List.of(), null);
        String listing = "\"listing\":{\"productId\":\"00000000-0000-0000-0000-000000000004\",\"version\":4,"
                + "\"state\":\"reserved\",\"price\":{\"amount\":\"45.00\",\"currency\":\"EUR\"}}";
        String both = "\"deal\":{\"confirmedBy\":[]}," + listing;
        assertThat(json(ChatView.of(chat, BEN))).contains(both);
        ChatSync sync = ChatSync.since(1, chat, true, List.of(), BEN);
        assertThat(json(sync)).contains(both);
        assertThat(json(sync.withReceiptOf(BEN))).contains(listing).doesNotContain("deal");
        assertThat(json(ChatView.of(opened, BEN))).doesNotContain("listing\":");
        assertThat(json(ChatView.forService(chat))).doesNotContain("listing\":");
    }

    @Test
    void aMessageHasThePriceOfItsProduct() {
        MessageView message = MessageView.of(new MessageSent(
                CHAT,
                7,
                3,
                OTHER,
                ANA,
                MessageType.TEXT,
                "hola",
                null,
                OTHER,
                null,
                null,
                TIME,
                null,
                null,
                null,
                null,
                PRICE));
        String price = "\"productPrice\":{\"amount\":\"45.00\",\"currency\":\"EUR\"}";
        assertThat(json(message)).contains(price);
        assertThat(json(message.edited(new MessageEdited(CHAT, 8, 3, OTHER, ANA, "dos", TIME, null, null))))
                .contains(price);
        assertThat(json(message.deleted(new MessageDeleted(CHAT, 9, 3, OTHER, ANA, TIME))))
                .doesNotContain("productPrice");
        assertThat(json(message.withheldFromReader())).doesNotContain("productPrice");
    }

    private static String flat(String lines) {
        return lines.replace("\n", "");
    }

    private static String json(Object view) {
        return new String(Json.bytes(view), StandardCharsets.UTF_8);
    }
}
