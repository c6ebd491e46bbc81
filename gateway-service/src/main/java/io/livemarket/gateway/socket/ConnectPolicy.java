package io.livemarket.gateway.socket;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.gateway.callers.ClientAddress;
import io.livemarket.gateway.callers.TokenCheck;
import io.livemarket.gateway.callers.VerifiedToken;
import io.livemarket.gateway.config.GatewayProperties;
import io.livemarket.gateway.requests.ClientError;
import io.livemarket.socketio.ConnectDecision;
import io.livemarket.socketio.ConnectHandler;
import io.livemarket.socketio.Handshake;
import io.livemarket.socketio.SocketListener;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Accepts a CONNECT with a valid token, within the limits, while this instance consumes its topics. */
final class ConnectPolicy implements ConnectHandler {

    private final TokenCheck tokens;
    private final ConnectLimits limits;
    private final ClientAddress addresses;
    private final ConnectOffsets connectOffsets;
    private final ServingState state;
    private final SocketListener listener;
    private final GatewayProperties.Sockets settings;

    ConnectPolicy(
            TokenCheck tokens,
            ConnectLimits limits,
            ClientAddress addresses,
            ConnectOffsets connectOffsets,
            ServingState state,
            SocketListener listener,
            GatewayProperties.Sockets settings) {
        this.tokens = tokens;
        this.limits = limits;
        this.addresses = addresses;
        this.connectOffsets = connectOffsets;
        this.state = state;
        this.listener = listener;
        this.settings = settings;
    }

    @Override
    public CompletionStage<ConnectDecision> onConnect(Handshake handshake) {
        String address = addresses.of(handshake.remoteAddress(), handshake.header(ClientAddress.HEADER));
        if (!state.isServing()) {
            return CompletableFuture.completedFuture(refuse(ErrorCode.UNAVAILABLE));
        }
        if (limits.isFullFor(address)) {
            return CompletableFuture.completedFuture(refuse(ErrorCode.TOO_MANY_CONNECTIONS));
        }
        JsonNode token = handshake.auth().path("token");
        if (!token.isMissingNode() && !token.isNull() && !token.isString()) {
            return CompletableFuture.completedFuture(refuse(ErrorCode.TOKEN_INVALID));
        }
        return tokens.check(token.isString() ? token.stringValue() : null)
                .thenCompose(result -> decide(result, address, DeviceName.of(handshake)));
    }

    private CompletionStage<ConnectDecision> decide(TokenCheck.Result result, String address, @Nullable String device) {
        return switch (result) {
            case TokenCheck.Result.Refused(ErrorCode code) -> CompletableFuture.completedFuture(refuse(code));
            case TokenCheck.Result.Valid(VerifiedToken token)
            when limits.isFullFor(token.userId()) ->
                CompletableFuture.completedFuture(refuse(ErrorCode.TOO_MANY_CONNECTIONS));
            case TokenCheck.Result.Valid(VerifiedToken token) -> accept(token, address, device);
        };
    }

    /** Accepts a user at a limited rate, because missed messages are read for each socket. */
    private CompletionStage<ConnectDecision> accept(VerifiedToken token, String address, @Nullable String device) {
        long retryAfterMs = limits.connect(token.userId(), address);
        return retryAfterMs > 0
                ? CompletableFuture.completedFuture(refuse(ClientError.of(ErrorCode.RATE_LIMITED, null, retryAfterMs)))
                : connectOffsets
                        .atConnect()
                        .thenApply(begin -> ConnectDecision.accept(
                                listener, new ClientSession(token, address, device, begin, settings)));
    }

    private static ConnectDecision refuse(ErrorCode code) {
        return refuse(ClientError.of(code));
    }

    private static ConnectDecision refuse(ClientError error) {
        return ConnectDecision.refuse(error.code().code(), error.json());
    }
}
