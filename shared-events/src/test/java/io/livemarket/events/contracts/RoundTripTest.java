package io.livemarket.events.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Json;
import io.livemarket.events.kafka.Envelope;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class RoundTripTest {

    private static final int RECORDS_PER_TYPE = 300;
    private static final long SEED = 20260115;

    static List<Contract> contracts() {
        return Contract.ALL;
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void anyRecordIsReadBackUnchangedAndFitsItsSchema(Contract contract) {
        RandomRecords records = new RandomRecords(SEED);
        JsonNode schema = Schemas.of(contract);
        Headers headers = new RecordHeaders();
        Envelope.put(headers, Envelope.TYPE, contract.name());
        Set<Object> seen = new HashSet<>();
        for (int i = 0; i < RECORDS_PER_TYPE; i++) {
            Object written = records.next(contract.type());
            byte[] json = Json.bytes(written);

            assertThat(contract.codec().read(headers, json)).get().isEqualTo(written);
            JsonNode tree = Json.MAPPER.readTree(json);
            assertThat(Schemas.violations(schema, tree))
                    .as("record %d of seed %d: %s", i, SEED, tree)
                    .isEmpty();
            seen.add(written);
        }
        assertThat(seen).as("different records").hasSize(RECORDS_PER_TYPE);
    }
}
