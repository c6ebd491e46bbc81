package io.livemarket.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.events.Json;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DocumentedExchangeTest {

    private static final String A = "0197a000-0000-7000-8000-00000000000a";
    private static final String B = "0197a000-0000-7000-8000-00000000000b";
    private static final String X = "0197b000-0000-7000-8000-0000000000ff";

    @Test
    void aBlockIsARequestWithItsAnswer() {
        List<DocumentedExchange> found = DocumentedExchange.in("""
                Text.

                ```http
                POST /things/1/act
                Authorization: Bearer MOD

                {"a": [1,
                  2]}

                HTTP/1.1 201 Created

                {"b": true}
                ```

                ```json
                {"not": "an exchange"}
                ```

                ```http
                DELETE /things/1

                HTTP/1.1 204
                ```
                """);
        assertThat(found).hasSize(2);
        assertThat(found.getFirst())
                .isEqualTo(new DocumentedExchange(
                        "POST",
                        "/things/1/act",
                        "MOD",
                        "{\"a\": [1,\n  2]}",
                        201,
                        Json.MAPPER.readTree("{\"b\": true}")));
        assertThat(found.getLast().body()).isEmpty();
        assertThat(found.getLast().caller()).isEmpty();
        assertThat(found.getLast().answer().isMissingNode()).isTrue();
    }

    @Test
    void aBlockWithoutAnAnswerIsRefused() {
        assertThatThrownBy(() -> DocumentedExchange.in("```http\nGET /things\n```\n"))
                .hasMessageContaining("GET /things");
    }

    @Test
    void idsAndTimesMayDifferAndNothingElse() {
        String documented = "{\"id\": \"%s\", \"at\": \"2026-01-02T03:04:05Z\", \"n\": 1, \"v\": 1}".formatted(A);
        assertThat(differences(
                        documented,
                        documented.replace(A, X).replace("2026", "2027").replace("\"v\": 1", "\"v\": 2")))
                .isEmpty();
        assertThat(differences(documented, documented.replace("\"n\": 1", "\"n\": 2")))
                .hasSize(1);
        assertThat(differences(documented, documented.replace("\"n\": 1", "\"n\": 1, \"m\": null")))
                .hasSize(1);
        assertThat(differences(documented, documented.replace("\"n\": 1, ", "")))
                .hasSize(1);
        assertThat(differences(documented, documented.replace(A, "no id"))).hasSize(1);
    }

    @Test
    void omittedFieldsAreMarked() {
        assertThat(differences("{\"a\": 1, \"…\": \"…\"}", "{\"a\": 1, \"b\": 2}"))
                .isEmpty();
        assertThat(differences("{\"a\": 1, \"…\": \"…\"}", "{\"a\": 2, \"b\": 2}"))
                .hasSize(1);
        assertThat(differences("[1, \"…\"]", "[1, 2, 3]")).isEmpty();
        assertThat(differences("[1, \"…\"]", "[2, 2]")).hasSize(1);
        assertThat(differences("[1, \"…\"]", "[1]")).hasSize(1);
        assertThat(differences("[1]", "[1, 2]")).hasSize(1);
    }

    @Test
    void anIdStandsForOneIdAlone() {
        DocumentedValues values = new DocumentedValues(Set.of()).with(A, X);
        assertThat(values.real("/a/" + A + "/" + B)).isEqualTo("/a/" + X + "/" + B);
        assertThat(values.differences("", text(A), text(X))).isEmpty();
        assertThat(values.differences("", text(A), text(B))).hasSize(1);
        assertThat(values.differences("", text(B), text(X))).hasSize(1);
    }

    private static List<String> differences(String documented, String real) {
        return new DocumentedValues(Set.of("v"))
                .differences("", Json.MAPPER.readTree(documented), Json.MAPPER.readTree(real));
    }

    private static tools.jackson.databind.JsonNode text(String value) {
        return Json.MAPPER.getNodeFactory().stringNode(value);
    }
}
