package io.livemarket.gateway.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.chat.MessageType;
import io.livemarket.events.chat.Subject;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.gateway.requests.ClientRequest.Mark;
import io.livemarket.gateway.requests.ClientRequest.Send;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code BadInputIT} covers the answers to invalid requests over real sockets. */
class RequestReaderTest {

    private static final UUID ALICE = UUID.randomUUID();
    private static final UUID BOB = UUID.randomUUID();
    private static final UUID CHAT = UUID.randomUUID();
    private static final UUID ID = UUID.randomUUID();

    private static JsonNode json(String text) {
        return Json.MAPPER.readTree(text.replace("'", "\"")
                .replace("CHAT", CHAT.toString())
                .replace("ID", ID.toString())
                .replace("BOB", BOB.toString()));
    }

    @Test
    void everyFieldOfAMessageIsRead() {
        Send send = RequestReader.send(
                ALICE,
                json("{'chatId':'CHAT','type':'image','content':'Hi 👋','productId':'ID',"
                        + "'replyTo':'ID','clientMessageId':'7','attachments':[{'fileId':'ID','name':'a.png',"
                        + "'contentType':'image/png','size':12}],'unknown':{}}"));
        assertThat(send.chatId()).isEqualTo(CHAT);
        assertThat(send.to()).isNull();
        assertThat(send.type()).isEqualTo(MessageType.IMAGE);
        assertThat(send.content()).isEqualTo("Hi 👋");
        assertThat(send.productId()).isEqualTo(ID);
        assertThat(send.replyTo()).isEqualTo(ID);
        assertThat(send.clientMessageId()).isEqualTo("7");
        assertThat(send.attachments()).singleElement().satisfies(file -> {
            assertThat(file.fileId()).isEqualTo(ID);
            assertThat(file.name()).isEqualTo("a.png");
            assertThat(file.contentType()).isEqualTo("image/png");
            assertThat(file.size()).isEqualTo(12);
        });
    }

    @Test
    void aTimeHasAYearOfFourDigits() {
        assertThat(RequestReader.clear(json("{'upTo':'9999-12-31T23:59:59Z'}")).upTo())
                .isEqualTo(Instant.parse("9999-12-31T23:59:59Z"));
        InvalidRequest far = catchThrowableOfType(
                InvalidRequest.class, () -> RequestReader.clear(json("{'upTo':'+10000-01-01T00:00:00Z'}")));
        assertThat(far.field()).isEqualTo("upTo");
    }

    @Test
    void nullIsAbsentAndTextIsTheDefault() {
        Send send = RequestReader.send(ALICE, json("{'chatId':'CHAT','type':null,'content':null,'attachments':null}"));
        assertThat(send.type()).isEqualTo(MessageType.TEXT);
        assertThat(send.content()).isNull();
        assertThat(send.attachments()).isNull();
    }

    @Test
    void aMessageToAUserGoesToTheirPrivateChat() {
        Send send = RequestReader.send(ALICE, json("{'to':'BOB','content':'x'}"));
        assertThat(send.chatId()).isEqualTo(Ids.privateChat(ALICE, BOB)).isEqualTo(Ids.privateChat(BOB, ALICE));
        assertThat(send.to()).isEqualTo(BOB);
    }

    @Test
    void aMessageAboutAProductGoesToItsChat() {
        Subject listing = Subject.listing(ID);
        for (String fields : List.of(
                "'productId':'ID'",
                "'subject':{'type':'listing','id':'ID'}",
                "'subject':{'type':'listing','id':'ID'},'productId':'ID'",
                "'productId':'ID','chatId':'" + Ids.privateChat(ALICE, BOB, listing) + "'")) {
            Send send = RequestReader.send(ALICE, json("{'to':'BOB','content':'x'," + fields + "}"));
            assertThat(send.chatId()).as(fields).isEqualTo(Ids.privateChat(BOB, ALICE, listing));
            assertThat(send.subject()).as(fields).isEqualTo(listing);
        }
        Subject order = new Subject("order", "2026-0001");
        Send send = RequestReader.send(
                ALICE, json("{'to':'BOB','content':'x','subject':{'type':'order','id':'2026-0001'}}"));
        assertThat(send.chatId()).isEqualTo(Ids.privateChat(ALICE, BOB, order));
        assertThat(send.subject()).isEqualTo(order);
    }

    /** Clients of the last version may send the id of the pair's chat beside recipient and product. */
    @Test
    void aProductBesideAChatIsOnlyAReference() {
        UUID pair = Ids.privateChat(ALICE, BOB);
        Send known = RequestReader.send(ALICE, json("{'chatId':'CHAT','content':'x','productId':'ID'}"));
        Send both =
                RequestReader.send(ALICE, json("{'to':'BOB','chatId':'" + pair + "','content':'x','productId':'ID'}"));
        assertThat(known.subject()).isNull();
        assertThat(known.productId()).isEqualTo(ID);
        assertThat(both.subject()).isNull();
        assertThat(both.chatId()).isEqualTo(pair);
        assertThat(both.productId()).isEqualTo(ID);
    }

    @Test
    void aSubjectBelongsToARecipientAndNamesOneThing() {
        invalid("{'chatId':'CHAT','subject':{'type':'order','id':'1'}}", "subject");
        invalid("{'to':'BOB','subject':'order'}", "subject");
        invalid("{'to':'BOB','subject':{'type':'order'}}", "subject.id");
        invalid("{'to':'BOB','subject':{'type':'Order','id':'1'}}", "subject");
        invalid("{'to':'BOB','subject':{'type':'order','id':'a b'}}", "subject");
        invalid("{'to':'BOB','subject':{'type':'order','id':'1'},'productId':'ID'}", "productId");
        invalid("{'to':'BOB','subject':{'type':'listing','id':'CHAT'},'productId':'ID'}", "productId");
        invalid("{'to':'BOB','chatId':'CHAT','productId':'ID'}", "to");
    }

    private static void invalid(String message, String field) {
        InvalidRequest refused =
                catchThrowableOfType(InvalidRequest.class, () -> RequestReader.send(ALICE, json(message)));
        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(refused.field()).isEqualTo(field);
    }

    @Test
    void anIdMayBeInUpperCase() {
        JsonNode payload =
                Json.MAPPER.readTree("{\"chatId\":\"" + CHAT.toString().toUpperCase() + "\",\"content\":\"x\"}");
        assertThat(RequestReader.send(ALICE, payload).chatId()).isEqualTo(CHAT);
    }

    @Test
    void aMarkNamesItsMessageInExactlyOneWay() {
        assertThat(RequestReader.mark(json("{'chatId':'CHAT','upToSeq':9}"))).isEqualTo(new Mark(CHAT, 9L, null));
        assertThat(RequestReader.mark(json("{'chatId':'CHAT','messageId':'ID'}")))
                .isEqualTo(new Mark(CHAT, null, ID));
        InvalidRequest both = catchThrowableOfType(
                InvalidRequest.class, () -> RequestReader.mark(json("{'chatId':'CHAT','messageId':'ID','upToSeq':9}")));
        assertThat(both.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(both.field()).isEqualTo("upToSeq");
    }

    @Test
    void aPageOfHistoryIsAskedForWithNumbersAlone() {
        assertThat(RequestReader.history(json("{'chatId':'CHAT','beforeSeq':7,'limit':50}"))
                        .query())
                .isEqualTo("beforeSeq=7&limit=50");
        assertThat(RequestReader.history(json("{'chatId':'CHAT','afterSeq':0}")).query())
                .isEqualTo("afterSeq=0");
        assertThat(RequestReader.history(json("{'chatId':'CHAT'}")).query()).isEmpty();
    }

    @Test
    void aSyncIsPassedOnWithNothingButItsVersions() {
        for (String other : List.of("", ",'more':[]", ",'paged':false", ",'paged':null")) {
            byte[] body = RequestReader.sync(json("{'chats':{'CHAT':3}" + other + "}"))
                    .body();
            assertThat(new String(body)).isEqualTo("{\"chats\":{\"" + CHAT + "\":3}}");
        }
    }

    @Test
    void aPagedSyncIsMarkedAsPaged() {
        assertThat(Json.MAPPER.readTree(RequestReader.sync(json("{'chats':{'CHAT':3},'paged':true}"))
                        .body()))
                .isEqualTo(json("{'chats':{'CHAT':3},'paged':true}"));
        assertThat(catchThrowableOfType(
                                InvalidRequest.class, () -> RequestReader.sync(json("{'chats':{},'paged':'yes'}")))
                        .field())
                .isEqualTo("paged");
    }

    @Test
    void textThatIsNoTextIsRefused() {
        for (String broken : new String[] {"\\ud83d", "\\udc4b\\ud83d", "a\\ud83db", "a\\u0000"}) {
            InvalidRequest refused = catchThrowableOfType(
                    InvalidRequest.class,
                    () -> RequestReader.edit(Json.MAPPER.readTree("{\"chatId\":\"" + CHAT + "\",\"messageId\":\"" + ID
                            + "\",\"content\":\"" + broken + "\"}")));
            assertThat(refused.field()).isEqualTo("content");
        }
    }
}
