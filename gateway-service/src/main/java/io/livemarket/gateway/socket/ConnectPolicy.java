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
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/** Lets in who brings a good token, within the limits, while the log is heard. */
final class ConnectPolicy implements ConnectHandler {

    private final TokenCheck tokens;
    private final SessionRegistry registry;
    private final SocketListener listener;
    private final BooleanSupplier ready;
    private final ClientAddress addresses;
    private final Arrivals arrivals;
    private final CallerBudgets budgets;
    private final GatewayProperties.Sockets settings;

    /** @param ready whether the logs are heard and there is room in them; otherwise nobody could be served */
    ConnectPolicy(
            TokenCheck tokens,
            SessionRegistry registry,
            SocketListener listener,
            BooleanSupplier ready,
            ClientAddress addresses,
            Arrivals arrivals,
            CallerBudgets budgets,
            GatewayProperties.Sockets settings) {
        this.budgets = budgets;
        this.tokens = tokens;
        this.registry = registry;
        this.listener = listener;
        this.ready = ready;
        this.addresses = addresses;
        this.arrivals = arrivals;
        this.settings = settings;
    }

    @Override
    public CompletionStage<ConnectDecision> onConnect(Handshake handshake) {
        String address = addresses.of(handshake.remoteAddress(), handshake.header(ClientAddress.HEADER));
        if (!ready.getAsBoolean()) {
            return CompletableFuture.completedFuture(refuse(ErrorCode.UNAVAILABLE));
        }
        if (registry.ofAddress(address) >= settings.perAddress()) {
            return CompletableFuture.completedFuture(refuse(ErrorCode.TOO_MANY_CONNECTIONS));
        }
        JsonNode token = handshake.auth().path("token");
        if (!token.isMissingNode() && !token.isNull() && !token.isString()) {
            return CompletableFuture.completedFuture(refuse(ErrorCode.TOKEN_INVALID));
        }
        return tokens.check(token.isString() ? token.stringValue() : null)
                .thenCompose(result -> decide(result, address, DeviceName.of(handshake)));
    }

    private CompletionStage<ConnectDecision> decide(TokenCheck.Result result, String address, String device) {
        return switch (result) {
            case TokenCheck.Result.Refused(ErrorCode code) -> CompletableFuture.completedFuture(refuse(code));
            case TokenCheck.Result.Valid(VerifiedToken token)
            when registry.ofUser(token.userId()) >= settings.perUser() ->
                CompletableFuture.completedFuture(refuse(ErrorCode.TOO_MANY_CONNECTIONS));
            case TokenCheck.Result.Valid(VerifiedToken token) -> welcome(token, address, device);
        };
    }

    /** Lets a user in at a limited rate: for each socket what the user missed is read. */
    private CompletionStage<ConnectDecision> welcome(VerifiedToken token, String address, String device) {
        long retryAfterMs = budgets.connect(token.userId(), address);
        return retryAfterMs > 0
                ? CompletableFuture.completedFuture(refuse(ClientError.of(ErrorCode.RATE_LIMITED, null, retryAfterMs)))
                : arrivals.atConnect()
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
