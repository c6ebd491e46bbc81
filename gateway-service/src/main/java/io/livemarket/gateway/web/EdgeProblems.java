package io.livemarket.gateway.web;

import io.livemarket.events.Json;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.Problem;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.timeout.TimeoutException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.support.NotFoundException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/**
 * Answers every failure at the edge with a problem document. An unknown failure is answered as {@code internal} and
 * logged.
 */
@Component
@Order(-2)
class EdgeProblems implements WebExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(EdgeProblems.class);
    private static final MediaType PROBLEM = MediaType.parseMediaType(Problem.MEDIA_TYPE);
    private static final int MAX_CAUSES = 10;

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(failure);
        }
        if (failure instanceof ApiException refused) {
            return write(exchange, Problem.of(refused.code(), refused.getMessage(), refused.fields()));
        }
        ErrorCode code = codeOf(failure);
        if (code == ErrorCode.INTERNAL) {
            log.error(
                    "Request failed and was answered as internal: {} {}",
                    exchange.getRequest().getMethod(),
                    exchange.getRequest().getPath(),
                    failure);
        } else if (code == ErrorCode.UNAVAILABLE) {
            log.warn(
                    "Request answered as unavailable, no service could be reached: {} {}: {}",
                    exchange.getRequest().getMethod(),
                    exchange.getRequest().getPath(),
                    failure.toString());
        }
        if (failure instanceof MethodNotAllowedException other) {
            exchange.getResponse().getHeaders().setAllow(other.getSupportedMethods());
        }
        return write(exchange, code);
    }

    /** Answers with the problem document of a code. */
    Mono<Void> write(ServerWebExchange exchange, ErrorCode code) {
        return write(exchange, Problem.of(code));
    }

    /** Answers with a problem document. */
    Mono<Void> write(ServerWebExchange exchange, Problem problem) {
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(HttpStatusCode.valueOf(problem.status()));
        HttpHeaders headers = response.getHeaders();
        headers.setContentType(PROBLEM);
        if (problem.status() == 401) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (problem.retryAfterMs() != null) {
            headers.set(
                    HttpHeaders.RETRY_AFTER,
                    Long.toString(Math.max(1, TimeUnit.MILLISECONDS.toSeconds(problem.retryAfterMs() + 999))));
        }
        byte[] body = Json.bytes(problem);
        headers.setContentLength(body.length);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }

    static ErrorCode codeOf(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++, cause = cause.getCause()) {
            if (cause instanceof BodyTooLarge) {
                return ErrorCode.PAYLOAD_TOO_LARGE;
            }
            // IOException: a service refused or broke the connection.
            if (cause instanceof NotFoundException
                    || cause instanceof AuthenticationServiceException
                    || cause instanceof TimeoutException
                    || cause instanceof ConnectTimeoutException
                    || cause instanceof IOException) {
                return ErrorCode.UNAVAILABLE;
            }
            if (cause instanceof ErrorResponse known) {
                return codeOf(known.getStatusCode().value());
            }
        }
        return ErrorCode.INTERNAL;
    }

    /** The error code of an answer of which only the status is known. */
    static ErrorCode codeOf(int status) {
        return switch (status) {
            case 401 -> ErrorCode.TOKEN_INVALID;
            case 403 -> ErrorCode.FORBIDDEN;
            case 404 -> ErrorCode.NOT_FOUND;
            case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
            case 413 -> ErrorCode.PAYLOAD_TOO_LARGE;
            case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
            case 502, 503, 504 -> ErrorCode.UNAVAILABLE;
            default -> status < 500 ? ErrorCode.INVALID_REQUEST : ErrorCode.INTERNAL;
        };
    }
}
