package io.livemarket.events.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Compares the committed document with the generated one, and reads it as a stranger would. */
class AsyncApiDocumentTest {

    private static final Path FILE = Checkout.DOCS.resolve("asyncapi.yaml");

    static List<Topic> topics() {
        return Topics.PUBLIC;
    }

    @BeforeAll
    static void theDocumentIsMadeFromTheCatalogue() {
        Checkout.hold(FILE, AsyncApiDocument.text());
    }

    @Test
    void everyPublicTopicIsAChannelAndNoOther() {
        JsonNode document = document();

        assertThat(document.get("asyncapi").asString()).isEqualTo("3.0.0");
        assertThat(document.get("channels")
                        .valueStream()
                        .map(channel -> channel.get("address").asString()))
                .containsExactlyElementsOf(
                        Topics.PUBLIC.stream().map(Topic::name).toList());
    }

    @ParameterizedTest
    @MethodSource("topics")
    void aChannelHasEveryTypeOfItsTopicWithSchemas(Topic topic) {
        JsonNode document = document();
        JsonNode messages =
                document.get("channels").get(AsyncApiDocument.channelId(topic)).get("messages");

        assertThat(messages.propertyNames())
                .isNotEmpty()
                .containsExactlyElementsOf(
                        Contract.of(topic).stream().map(Contract::name).toList());
        for (Contract contract : Contract.of(topic)) {
            JsonNode message = resolve(document, messages.get(contract.name()));
            assertThat(message.get("name").asString()).isEqualTo(contract.name());
            assertThat(message.get("summary").asString()).isEqualTo(RecordSources.sentence(contract.name()));
            assertThat(resolve(document, message.get("headers"))
                            .get("properties")
                            .propertyNames())
                    .isNotEmpty();
            assertThat(FILE.resolveSibling(message.get("payload").get("$ref").asString())
                            .normalize())
                    .isEqualTo(Checkout.SCHEMAS.resolve(contract.name() + ".json"))
                    .exists();
        }
    }

    @Test
    void theHeadersAreThoseOfTheEnvelope() {
        RecordHeaders written = new RecordHeaders();
        Envelope.describe(written, "1", "a.b.v1", "/s", Instant.EPOCH, new UUID(1, 1));
        JsonNode headers = document().get("components").get("schemas").get("headers");

        assertThat(headers.get("required").valueStream().map(JsonNode::asString))
                .containsExactlyElementsOf(
                        Arrays.stream(written.toArray()).map(Header::key).toList());
        assertThat(headers.get("properties").propertyNames())
                .containsAll(List.of(Envelope.AUDIENCE, Envelope.ACTOR, Envelope.COMMAND));
    }

    private static JsonNode resolve(JsonNode document, JsonNode reference) {
        JsonNode target = document.at(reference.get("$ref").asString().substring(1));
        assertThat(target.isObject()).as("%s leads somewhere", reference).isTrue();
        return target;
    }

    private static JsonNode document() {
        return new YAMLMapper().readTree(Checkout.read(FILE));
    }
}
