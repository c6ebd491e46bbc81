package io.livemarket.ops.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.events.Json;
import io.livemarket.gateway.requests.ClientEvent;
import io.livemarket.gateway.requests.InvalidRequest;
import io.livemarket.ops.Project;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code docs/asyncapi-sockets.yaml} against the gateway's code: every event's name, every field of it, and each
 * field's type.
 */
class SocketsDocumentTest {

    private static final String SOURCES = "gateway-service/src/main/java/io/livemarket/gateway";
    private static final JsonNode DOCUMENT = BundledAsyncApi.of("docs/asyncapi-sockets.yaml");
    /** What the gateway emits from records of its own, by event. */
    private static final Map<String, String> RECORDS = Map.ofEntries(
            Map.entry("user:typing", "presence.TypingDelivery.Typing"),
            Map.entry("chat:withheld", "delivery.EventFacts.Place"),
            Map.entry("reconnect", "delivery.SocketBacklog.Reconnect"),
            Map.entry("server:draining", "socket.SocketGateway.Draining"),
            Map.entry("session:expiring", "socket.TokenWatch.Expiring"),
            Map.entry("message:error", "requests.ClientError"),
            Map.entry("session:suspended", "requests.ClientError"),
            Map.entry("user:blocked", "notifications.BlockDelivery.Block"),
            Map.entry("user:unblocked", "notifications.BlockDelivery.Block"),
            Map.entry("chat:muted", "notifications.NotificationDelivery.Muted"),
            Map.entry("chat:unmuted", "notifications.NotificationDelivery.Unmuted"),
            Map.entry("chat:hidden", "delivery.HiddenChat"),
            Map.entry("session:ended", "socket.SessionEnds.Ended"),
            Map.entry("user:updated", "presence.ProfileDelivery.Profile"),
            Map.entry("moderation:report", "moderators.QueueChange.Report"),
            Map.entry("moderation:flag", "moderators.QueueChange.Flag"));

    @Test
    void clientsMaySendTheGatewaysEventsAlone() {
        assertThat(names("toServer"))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ClientEvent.values())
                        .filter(event -> event != ClientEvent.UNKNOWN)
                        .map(ClientEvent::wireName)
                        .toList());
    }

    @Test
    void theServerSendsTheEventsOfItsSourcesAlone() throws IOException {
        Set<String> emitted = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Project.file(SOURCES))) {
            for (Path file : files.filter(
                            each -> each.toString().endsWith(".java") && !each.endsWith("ClientEvent.java"))
                    .toList()) {
                Pattern.compile("\"([a-z]+:[a-z]+)\"|EncodedEvent\\.of\\(\"([a-z]+)\"")
                        .matcher(Files.readString(file))
                        .results()
                        .forEach(found -> emitted.add(found.group(1) == null ? found.group(2) : found.group(1)));
            }
        }
        assertThat(names("toClient")).containsExactlyInAnyOrderElementsOf(emitted);
    }

    @ParameterizedTest
    @EnumSource(value = ClientEvent.class, mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
    void theGatewayReadsExactlyTheDocumentedFields(ClientEvent event) {
        JsonNode schema = payload("toServer", event.wireName());
        AskedFields asked = new AskedFields(SocketRequests.valid(event));
        SocketRequests.read(event, asked);
        assertThat(asked.names())
                .containsExactlyInAnyOrderElementsOf(schema.path("properties").propertyNames());
    }

    @ParameterizedTest
    @EnumSource(value = ClientEvent.class, mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
    void theGatewayRefusesAWrongOrMissingField(ClientEvent event) {
        JsonNode schema = payload("toServer", event.wireName());
        schema.path("properties").forEachEntry((name, field) -> {
            ObjectNode wrong = SocketRequests.valid(event);
            wrong.set(name, anotherType(Shapes.resolve(DOCUMENT, field)));
            assertThatThrownBy(() -> SocketRequests.read(event, wrong)).as(name).isInstanceOf(InvalidRequest.class);
        });
        schema.path("required").forEach(name -> {
            ObjectNode missing = SocketRequests.valid(event);
            missing.remove(name.asString());
            assertThatThrownBy(() -> SocketRequests.read(event, missing))
                    .as(name.asString())
                    .isInstanceOf(InvalidRequest.class);
        });
    }

    @Test
    void theGatewaysOwnEventsHaveTheDocumentedFields() {
        RECORDS.forEach((event, type) -> {
            Class<?> record = ClassUtils.resolveClassName("io.livemarket.gateway." + nested(type), null);
            JsonNode properties = payload("toClient", event).path("properties");
            assertThat(properties.propertyNames())
                    .as(event)
                    .containsExactlyInAnyOrderElementsOf(FlatRecords.components(record)
                            .map(RecordComponent::getName)
                            .toList());
            for (RecordComponent component : FlatRecords.components(record).toList()) {
                assertThat(properties.path(component.getName()).path("type").asString())
                        .as(event + "." + component.getName())
                        .isEqualTo(typeOf(component.getType()));
            }
        });
    }

    private static Set<String> names(String channel) {
        return new TreeSet<>(DOCUMENT.at("/channels/" + channel + "/messages").propertyNames());
    }

    private static JsonNode payload(String channel, String event) {
        JsonNode message = Shapes.resolve(
                DOCUMENT,
                DOCUMENT.path("channels").path(channel).path("messages").path(event));
        return Shapes.resolve(DOCUMENT, message.path("payload"));
    }

    private static JsonNode anotherType(JsonNode schema) {
        return Json.MAPPER.valueToTree(schema.path("type").asString().equals("string") ? 7 : "other");
    }

    private static String typeOf(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "long", "Long", "int", "Integer" -> "integer";
            case "boolean", "Boolean" -> "boolean";
            case "List" -> "array";
            default -> "string";
        };
    }

    /** {@code a.B.C} as the class loader has it: {@code a.B$C}. */
    private static String nested(String type) {
        return type.replaceAll("\\.([A-Z]\\w*)\\.([A-Z]\\w*)$", ".$1\\$$2");
    }
}
