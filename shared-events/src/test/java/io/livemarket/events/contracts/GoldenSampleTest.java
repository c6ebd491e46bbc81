package io.livemarket.events.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Json;
import io.livemarket.events.kafka.Envelope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Samples are called {@code <type>.json}, or {@code <type>.<name>.json}. */
class GoldenSampleTest {

    static List<Contract> contracts() {
        return Contract.ALL;
    }

    static List<Path> samples() {
        return Checkout.jsonFiles(Checkout.GOLDEN);
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void everyTypeHasASampleUnderItsName(Contract contract) {
        assertThat(Checkout.GOLDEN.resolve(contract.name() + ".json")).exists();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSampleIsValidAgainstTheSchemaOfItsType(Path sample) {
        JsonNode schema = Schemas.of(contract(sample));

        assertThat(Schemas.violations(schema, Json.MAPPER.readTree(Checkout.read(sample))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSampleIsReadAndWrittenUnchanged(Path sample) {
        Contract contract = contract(sample);
        String text = Checkout.read(sample);
        Headers headers = new RecordHeaders();
        Envelope.put(headers, Envelope.TYPE, contract.name());

        Optional<?> read = contract.codec().read(headers, text.getBytes(StandardCharsets.UTF_8));

        assertThat(read).get().isInstanceOf(contract.type());
        String written = new String(Json.bytes(read.orElseThrow()), StandardCharsets.UTF_8);
        assertThat(written).isEqualTo(Json.MAPPER.readTree(text).toString());
    }

    /** So that a field that is added later gets a new sample, and the old one stays for the records without it. */
    @ParameterizedTest
    @MethodSource("contracts")
    void theSamplesShowEveryFieldAndOmitEveryOptionalField(Contract contract) {
        FieldCoverage coverage = new FieldCoverage();
        JsonNode schema = Schemas.of(contract);
        for (Path sample : samples()) {
            if (contract(sample).equals(contract)) {
                coverage.add(schema, Json.MAPPER.readTree(Checkout.read(sample)));
            }
        }
        assertThat(coverage.missing(schema))
                .as("what no sample of %s shows", contract)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void noClassNameIsOnTheWire(Path sample) {
        assertThat(Checkout.read(sample))
                .doesNotContain(
                        "io.livemarket", "@class", contract(sample).type().getSimpleName());
    }

    @Test
    void theSamplesHoldMoreThanAscii() {
        String all = String.join("", samples().stream().map(Checkout::read).toList());

        assertThat(all)
                .contains("¿", "ñ", "í")
                .matches(text -> text.codePoints().anyMatch(c -> c >= 0x1F600), "has emoji");
    }

    private static Contract contract(Path sample) {
        String stem = Checkout.stem(sample);
        List<Contract> found = new ArrayList<>();
        for (Contract contract : Contract.ALL) {
            if (stem.equals(contract.name()) || stem.startsWith(contract.name() + ".")) {
                found.add(contract);
            }
        }
        assertThat(found).as("the type of the sample %s", stem).hasSize(1);
        return found.getFirst();
    }
}
