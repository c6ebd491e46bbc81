package io.livemarket.events.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTest {

    private static final UUID ANA = UUID.fromString("019bc0de-03e8-7025-8000-c83fb72e3759");
    private static final UUID BEA = UUID.fromString("019bc0de-07d0-704a-8001-907f6e5c6eb2");
    private static final UUID TABLE = UUID.fromString("019bc0df-1170-7a1e-8005-79be0243836f");

    @ParameterizedTest
    @CsvSource({"listing,019bc0df-1170-7a1e-8005-79be0243836f", "order,2026:0001", "a,A.b_c:-", "a1_-,9"})
    void typesAndIdsOfMarketplacesAreWellFormed(String type, String id) {
        assertThat(new Subject(type, id).wellFormed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Order", "1order", "or:der", "órden", "abcdefghijklmnopqrstuvwxyz1234567", "order\n"})
    void anyOtherTypeIsNot(String type) {
        assertThat(new Subject(type, "1").wellFormed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "ñ", "a/b", "a\n", "\u0000"})
    void anyOtherIdIsNot(String id) {
        assertThat(new Subject("order", id).wellFormed()).isFalse();
        assertThat(new Subject("order", "x".repeat(64)).wellFormed()).isTrue();
        assertThat(new Subject("order", "x".repeat(65)).wellFormed()).isFalse();
    }

    @Test
    void aDecodedSubjectWithoutItsPartsIsNot() {
        assertThat(read("{}").wellFormed()).isFalse();
        assertThat(read("{\"type\":\"listing\"}").wellFormed()).isFalse();
        assertThat(read("{\"id\":\"1\"}").wellFormed()).isFalse();
    }

    @Test
    void aListingIsNamedByItsProductInLowerCase() {
        Subject shouted = new Subject("listing", TABLE.toString().toUpperCase(java.util.Locale.ROOT));
        assertThat(shouted).isEqualTo(Subject.listing(TABLE));
        assertThat(shouted.productId()).contains(TABLE);
        assertThat(new Subject("listing", "SKU-7").productId()).isEmpty();
        assertThat(new Subject("order", TABLE.toString()).productId()).isEmpty();
    }

    @Test
    void twoUsersHaveOneChatAboutEachSubject() {
        UUID aboutTable = Ids.privateChat(ANA, BEA, Subject.listing(TABLE));
        assertThat(aboutTable)
                .isEqualTo(Ids.privateChat(BEA, ANA, Subject.listing(TABLE)))
                .isEqualTo(UUID.fromString("c949c8c9-9191-54d4-865e-bd354e247d25"))
                .isNotEqualTo(Ids.privateChat(ANA, BEA, new Subject("order", TABLE.toString())));
        assertThat(Ids.privateChat(ANA, BEA, new Subject("order", "2026-0001")))
                .isEqualTo(UUID.fromString("67e68f27-50c9-5e86-9b76-453d2cec6bd2"));
    }

    /** The ids of chats that were opened before subjects. */
    @Test
    void aChatAboutNothingKeepsTheIdOfThePair() {
        assertThat(Ids.privateChat(ANA, BEA, null))
                .isEqualTo(Ids.privateChat(ANA, BEA))
                .isEqualTo(UUID.fromString("76fee55e-be8a-5609-aaf9-0db641955259"));
    }

    private static Subject read(String json) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), Subject.class);
    }
}
