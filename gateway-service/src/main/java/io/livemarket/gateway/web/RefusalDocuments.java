package io.livemarket.gateway.web;

import io.livemarket.events.Json;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.Problem;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * Adds a problem document to every refusal without a body: those of the HTTP server itself, which precede all filters,
 * for a request line that is too long, an invalid path or invalid headers. The next handler in the pipeline is the HTTP
 * codec.
 */
final class RefusalDocuments extends ChannelOutboundHandlerAdapter {

    static final String NAME = "livemarket.refusal-documents";
    private static final int FIRST_REFUSAL = 400;

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        context.write(
                message instanceof FullHttpResponse response && isBare(response) ? described(response) : message,
                promise);
    }

    private static boolean isBare(FullHttpResponse response) {
        return response.status().code() >= FIRST_REFUSAL
                && !response.content().isReadable()
                && !response.headers().contains(HttpHeaderNames.CONTENT_TYPE);
    }

    /** The refusal with the document of its code, and the status of that code. */
    private static FullHttpResponse described(FullHttpResponse bare) {
        ErrorCode code = EdgeProblems.codeOf(bare.status().code());
        byte[] body = Json.bytes(Problem.of(code));
        FullHttpResponse described =
                bare.replace(Unpooled.wrappedBuffer(body)).setStatus(HttpResponseStatus.valueOf(code.status()));
        described
                .headers()
                .set(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .remove(HttpHeaderNames.TRANSFER_ENCODING)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        bare.release();
        return described;
    }
}
