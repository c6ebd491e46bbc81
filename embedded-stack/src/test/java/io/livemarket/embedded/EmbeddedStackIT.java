package io.livemarket.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmbeddedStackIT {

    @Test
    void anEmbeddedStackServesAndItsPartsCanBreak() throws Exception {
        try (EmbeddedStack stack = EmbeddedStack.of(TestParts.EMBEDDED)) {
            assertThat(stack.kafka().orElseThrow().bootstrapServers()).isEqualTo(stack.bootstrapServers());
            assertThat(stack.mongo().orElseThrow().uri()).isEqualTo(stack.mongoUri());
            BrokerRecords records = new BrokerRecords(stack.bootstrapServers(), "own").createTopic();
            try (var producer = records.producer(Map.of())) {
                records.write(producer, "one");
            }
            assertThat(records.readCommitted()).containsExactly("one");

            S3Endpoint s3 = stack.s3();
            try (Socket connected = new Socket(s3.uri().getHost(), s3.uri().getPort())) {
                assertThat(connected.isConnected()).isTrue();
            }
            assertThat(stack.s3()).as("asked again").isEqualTo(s3);
        }
    }
}
