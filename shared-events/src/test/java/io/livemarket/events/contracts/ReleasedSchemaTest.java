package io.livemarket.events.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Json;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Holds the schemas against those in {@code released-schemas}, which consumers rely on. They move at a release, with
 * {@code -Dlivemarket.contracts.release=true}, and never past a break.
 */
class ReleasedSchemaTest {

    @Test
    void noChangeBreaksAnOldConsumerOrAnOldRecord() {
        Map<String, JsonNode> current = new TreeMap<>();
        Contract.ALL.forEach(contract -> current.put(contract.name(), Schemas.of(contract)));

        assertThat(Compatibility.breaks(released(), current))
                .as(
                        "breaks against %s. Add optional fields only; anything else is a type of its own,"
                                + " the next version, beside the old one",
                        Checkout.ROOT.relativize(Checkout.RELEASED))
                .isEmpty();

        if (Checkout.RELEASE) {
            current.forEach(
                    (type, schema) -> Checkout.write(Checkout.RELEASED.resolve(type + ".json"), Schemas.text(schema)));
        }
        assertThat(released()).as("the released schemas").isNotEmpty();
    }

    private static Map<String, JsonNode> released() {
        Map<String, JsonNode> released = new TreeMap<>();
        Checkout.jsonFiles(Checkout.RELEASED)
                .forEach(file -> released.put(Checkout.stem(file), Json.MAPPER.readTree(Checkout.read(file))));
        return released;
    }
}
