package io.livemarket.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Json;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class RefusalDocumentsTest {

    private final EmbeddedChannel channel = new EmbeddedChannel(new RefusalDocuments());

    @ParameterizedTest
    @CsvSource({
        "400, 400, invalid_request",
        "414, 400, invalid_request",
        "431, 400, invalid_request",
        "404, 404, not_found",
        "403, 403, forbidden",
        "413, 413, payload_too_large",
        "500, 500, internal",
        "503, 503, unavailable"
    })
    void aBareRefusalGetsTheDocumentOfItsCode(int status, int answered, String code) {
        FullHttpResponse bare = response(status, "");
        bare.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0).set(HttpHeaderNames.CONNECTION, "close");
        channel.writeOutbound(bare);
        FullHttpResponse described = channel.readOutbound();
        assertThat(described.status().code()).isEqualTo(answered);
        assertThat(described.headers().get(HttpHeaderNames.CONTENT_TYPE)).isEqualTo("application/problem+json");
        assertThat(described.headers().get(HttpHeaderNames.CONNECTION)).isEqualTo("close");
        assertThat(described.headers().getInt(HttpHeaderNames.CONTENT_LENGTH))
                .isEqualTo(described.content().readableBytes());
        JsonNode document = Json.MAPPER.readTree(described.content().toString(StandardCharsets.UTF_8));
        assertThat(document.get("code").stringValue()).isEqualTo(code);
        assertThat(document.get("status").intValue()).isEqualTo(answered);
        assertThat(bare.refCnt()).isZero();
        described.release();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 200, 204, 304})
    void onlyRefusalsAreChanged(int status) {
        FullHttpResponse response = response(status, "");
        channel.writeOutbound(response);
        assertThat(written()).isSameAs(response);
    }

    @Test
    void otherAnswersStayUnchanged() {
        FullHttpResponse document = response(400, "{}");
        Object head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.BAD_REQUEST);
        channel.writeOutbound(document, head, "a frame");
        assertThat(written()).isSameAs(document);
        assertThat(written()).isSameAs(head);
        assertThat(written()).isEqualTo("a frame");
    }

    private Object written() {
        return channel.readOutbound();
    }

    private static FullHttpResponse response(int status, String body) {
        return new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(status),
                Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
    }
}
