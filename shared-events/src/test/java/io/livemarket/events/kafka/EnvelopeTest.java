package io.livemarket.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {

    private static final UUID ANA = UUID.fromString("0190f3a0-0000-7000-8000-000000000001");
    private static final UUID BEA = UUID.fromString("0190f3a0-0000-7000-8000-000000000002");

    private final Headers headers = new RecordHeaders();

    /** CloudEvents Kafka protocol binding 1.0.2, section 3.2. */
    @Test
    void aRecordHasTheCloudEventsAttributesOfBinaryMode() {
        Instant time = Instant.parse("2026-01-15T10:00:00.120Z");

        Envelope.describe(headers, "e-1", "chat.message-sent.v1", "/chat-service", time, ANA);

        Map<String, String> written = new LinkedHashMap<>();
        headers.forEach(header -> written.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        assertThat(written)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", "e-1",
                        "ce_type", "chat.message-sent.v1",
                        "ce_source", "/chat-service",
                        "ce_time", "2026-01-15T10:00:00.120Z",
                        "ce_subject", "0190f3a0-0000-7000-8000-000000000001",
                        "content-type", "application/json"));
        assertThat(headers.toArray()).as("each once").hasSize(written.size());
    }

    @Test
    void aCommandCarriesOnlyItsDecidersHeaders() {
        Envelope.command(headers, ANA, "chat.send-message.v1", "gateway-1", Envelope.Reply.UNLESS_EVENT);

        Map<String, String> written = new LinkedHashMap<>();
        headers.forEach(header -> written.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        assertThat(written)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_id", "0190f3a0-0000-7000-8000-000000000001",
                        "ce_type", "chat.send-message.v1",
                        "lm_origin", "gateway-1",
                        "lm_reply", "UNLESS_EVENT"));
    }

    @Test
    void theNamesOfOurOwnHeadersAreKept() {
        assertThat(List.of(
                        Envelope.AUDIENCE,
                        Envelope.ACTOR,
                        Envelope.COMMAND,
                        Envelope.ORIGIN,
                        Envelope.REPLY,
                        Envelope.WITHHELD,
                        Envelope.FILES,
                        Envelope.SHOWN,
                        Envelope.BROUGHT_BACK))
                .containsExactly(
                        "lm_audience",
                        "lm_actor",
                        "lm_command",
                        "lm_origin",
                        "lm_reply",
                        "lm_withheld",
                        "lm_files",
                        "lm_shown",
                        "lm_brought_back");
        assertThat(Envelope.Reply.values()).extracting(Enum::name).containsExactly("NONE", "UNLESS_EVENT", "ALWAYS");
    }

    @Test
    void withheldUsersAreReadBackAndNoneIsNoHeader() {
        Envelope.withheld(headers, List.of());
        assertThat(headers.toArray()).isEmpty();
        assertThat(Envelope.withheld(headers)).isEmpty();

        Envelope.withheld(headers, List.of(ANA, BEA));
        assertThat(Envelope.withheld(headers)).containsExactly(ANA, BEA);
    }

    @Test
    void onlyACountOfZeroMeansNoFile() {
        assertThat(Envelope.carriesNoFile(headers)).as("of an earlier version").isFalse();
        Envelope.files(headers, 0);
        assertThat(Envelope.carriesNoFile(headers)).isTrue();
        for (int count : new int[] {1, 10}) {
            Headers carrying = new RecordHeaders();
            Envelope.files(carrying, count);
            assertThat(Envelope.carriesNoFile(carrying)).isFalse();
        }
    }

    @Test
    void anAudienceReadsBackInItsOrder() {
        Envelope.audience(headers, List.of(BEA, ANA));

        assertThat(Envelope.audience(headers)).containsExactly(BEA, ANA);
        assertThat(Envelope.text(headers, "lm_audience")).isEqualTo(BEA + "," + ANA);
    }

    @Test
    void noHeaderAndAnEmptyOneAreAnEmptyAudience() {
        assertThat(Envelope.audience(headers)).isEmpty();
        Envelope.audience(headers, List.of());
        assertThat(Envelope.audience(headers)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ana", ",", "0190f3a0-0000-7000-8000-000000000001;x", "0190f3a0-0000-7000-8000-000000000001,ana"
            })
    void anAudienceThatIsNoListOfIdsIsUnreadable(String text) {
        Envelope.put(headers, Envelope.AUDIENCE, text);

        assertThatThrownBy(() -> Envelope.audience(headers))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessage("lm_audience is no list of ids")
                .hasNoCause();
    }

    @Test
    void aNullWritesNoHeader() {
        Envelope.put(headers, Envelope.ACTOR, null);

        assertThat(headers.toArray()).isEmpty();
        assertThat(Envelope.text(headers, Envelope.ACTOR)).isNull();
    }

    @Test
    void anIdIsReadFromItsHeaderOrIsNull() {
        Envelope.put(headers, Envelope.ACTOR, ANA.toString());
        Envelope.put(headers, Envelope.COMMAND, "not an id");
        headers.add(Envelope.ORIGIN, null);

        assertThat(Envelope.id(headers, Envelope.ACTOR)).isEqualTo(ANA);
        assertThat(Envelope.id(headers, Envelope.COMMAND)).isNull();
        assertThat(Envelope.id(headers, Envelope.ORIGIN)).isNull();
        assertThat(Envelope.id(headers, Envelope.SUBJECT)).isNull();
    }
}
