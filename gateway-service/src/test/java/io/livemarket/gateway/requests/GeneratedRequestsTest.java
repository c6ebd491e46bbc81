package io.livemarket.gateway.requests;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Json;
import io.livemarket.gateway.testing.GeneratedEvents;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Whatever the fields of an event hold, they are read, or refused as a request that is wrong; nothing else is thrown.
 */
class GeneratedRequestsTest {

    private static final int CASES = 10_000;
    private static final UUID SENDER = UUID.randomUUID();

    @ParameterizedTest
    @EnumSource(value = ClientEvent.class, mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
    void everyPayloadIsReadOrRefused(ClientEvent event) {
        GeneratedEvents generated = new GeneratedEvents(event.ordinal(), List.of(SENDER, UUID.randomUUID()));
        int refused = 0;
        for (int i = 0; i < CASES; i++) {
            String payload = generated.payload(event);
            JsonNode read;
            try {
                read = Json.MAPPER.readTree(payload);
            } catch (JacksonException e) {
                continue; // Answered by the protocol below.
            }
            try {
                reader(event).accept(read);
            } catch (InvalidRequest e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(CASES / 20, CASES);
    }

    private static Consumer<JsonNode> reader(ClientEvent event) {
        return switch (event) {
            case MESSAGE_SEND -> payload -> RequestReader.send(SENDER, payload);
            case MESSAGE_EDIT -> RequestReader::edit;
            case MESSAGE_DELETE -> RequestReader::delete;
            case MESSAGE_DELIVERED, MESSAGE_READ -> RequestReader::mark;
            case MESSAGE_HISTORY -> RequestReader::history;
            case OFFER_MAKE -> OfferRequests::make;
            case OFFER_COUNTER -> OfferRequests::counter;
            case OFFER_ACCEPT, OFFER_DECLINE, OFFER_WITHDRAW -> OfferRequests::offer;
            case NOTIFICATION_CLEAR -> RequestReader::clear;
            case SYNC -> RequestReader::sync;
            case USER_BLOCK, USER_UNBLOCK -> RequestReader::user;
            case USER_REPORT -> RequestReader::report;
            case SESSION_REFRESH -> RequestReader::refresh;
            case USER_STATUS -> RequestReader::statuses;
            case USER_TYPING -> RequestReader::typing;
            case UNKNOWN -> throw new IllegalArgumentException("an event that has no payload");
        };
    }
}
