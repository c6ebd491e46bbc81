package io.livemarket.kit.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.livemarket.events.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

class UnknownFieldsTest {

    private static final JsonMapper MAPPER =
            Json.MAPPER.rebuild().addHandler(new UnknownFields()).build();

    @KnownFieldsOnly
    record Change(String name) {}

    record Query(String name) {}

    @Test
    void anUnknownFieldOfAChangeIsRefusedByName() {
        UnrecognizedPropertyException refused = catchThrowableOfType(
                UnrecognizedPropertyException.class,
                () -> MAPPER.readValue("{\"name\": \"ana\", \"password\": \"x\"}", Change.class));
        assertThat(UnreadableField.of(refused)).contains("password");
    }

    @Test
    void knownFieldsOfAChangeAreRead() {
        assertThat(MAPPER.readValue("{\"name\": \"ana\"}", Change.class)).isEqualTo(new Change("ana"));
        assertThat(MAPPER.readValue("{}", Change.class)).isEqualTo(new Change(null));
    }

    @Test
    void unknownFieldsOfOtherBodiesAreIgnored() {
        assertThat(MAPPER.readValue("{\"name\": \"ana\", \"password\": \"x\"}", Query.class))
                .isEqualTo(new Query("ana"));
    }
}
