package io.livemarket.loadtest.costs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.embedded.LoopbackPorts;
import io.livemarket.loadtest.SetUpException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class TraceSinkTest {

    private final int port = LoopbackPorts.anyFree();

    @Test
    void theBytesOfSpansAreCounted() throws Exception {
        try (TraceSink sink = new TraceSink(port);
                HttpClient client = HttpClient.newHttpClient()) {
            assertThat(sink.bytes()).isZero();
            for (int spans = 0; spans < 2; spans++) {
                HttpRequest export = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/traces"))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[300]))
                        .build();
                assertThat(client.send(export, HttpResponse.BodyHandlers.discarding())
                                .statusCode())
                        .isEqualTo(200);
            }
            assertThat(sink.bytes()).isEqualTo(600);
        }
    }

    @Test
    void aPortThatIsTakenIsASetUpError() {
        try (TraceSink sink = new TraceSink(port)) {
            assertThatThrownBy(() -> new TraceSink(port))
                    .isInstanceOf(SetUpException.class)
                    .hasMessageContaining(Integer.toString(port));
            assertThat(sink.bytes()).isZero();
        }
    }
}
