package io.livemarket.gateway.socket;

import io.livemarket.events.Json;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.gateway.callers.TokenCheck;
import io.livemarket.gateway.callers.VerifiedToken;
import io.livemarket.gateway.config.GatewayProperties;
import io.livemarket.gateway.kafka.LogPositions;
import io.livemarket.gateway.requests.ClientError;
import io.livemarket.gateway.requests.ClientEvent;
import io.livemarket.gateway.requests.ClientRequest.History;
import io.livemarket.gateway.requests.InvalidRequest;
import io.livemarket.gateway.requests.RequestReader;
import io.livemarket.gateway.services.ChatReads;
import io.livemarket.gateway.services.ChatReads.Answer;
import io.livemarket.socketio.AckSender;
import io.livemarket.socketio.DisconnectReason;
import io.livemarket.socketio.MalformedEvent;
import io.livemarket.socketio.Socket;
import io.livemarket.socketio.SocketListener;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;

/**
 * The life of every socket: registered and brought up to date, then its events, within its limits, until it is gone.
 */
final class ClientEvents implements SocketListener {

    private static final long ASK_AGAIN_AFTER_MS = 500;

    private final SessionRegistry registry;
    private final SessionEnds ends;
    private final TokenCheck tokens;
    private final TokenWatch watch;
    private final Resumption resumption;
    private final ChatRequests requests;
    private final ModerationRequests moderation;
    private final NotificationRequests notifications;
    private final PresenceRequests presence;
    private final ChatReads chats;
    private final LogPositions positions;
    private final CallerBudgets budgets;
    private final SocketMetrics metrics;
    private final GatewayProperties.Sockets settings;

    ClientEvents(
            SessionRegistry registry,
            SessionEnds ends,
            TokenCheck tokens,
            TokenWatch watch,
            Resumption resumption,
            ChatRequests requests,
            ModerationRequests moderation,
            NotificationRequests notifications,
            PresenceRequests presence,
            ChatReads chats,
            LogPositions positions,
            CallerBudgets budgets,
            SocketMetrics metrics,
            GatewayProperties.Sockets settings) {
        this.budgets = budgets;
        this.registry = registry;
        this.ends = ends;
        this.tokens = tokens;
        this.watch = watch;
        this.resumption = resumption;
        this.requests = requests;
        this.moderation = moderation;
        this.notifications = notifications;
        this.presence = presence;
        this.chats = chats;
        this.positions = positions;
        this.metrics = metrics;
        this.settings = settings;
    }

    @Override
    public void onReady(Socket socket) {
        ClientSession session = socket.attachment(ClientSession.class);
        session.ready(socket);
        registry.add(session);
        watch.watch(session);
        if (ends.closeIfEnded(session)) {
            return;
        }
        if (registry.ofUser(session.userId()) > settings.perUser()) {
            // Several connected at the same moment, each of them within the limit when it was let in.
            socket.disconnect(true);
            return;
        }
        presence.came(session);
        resumption.begin(session);
    }

    @Override
    public void onDisconnect(Socket socket, DisconnectReason reason) {
        ClientSession session = socket.attachment(ClientSession.class);
        registry.remove(session);
        presence.went(session, reason);
        session.gone();
    }

    @Override
    public void onEvent(Socket socket, String name, ArrayNode arguments, AckSender ack) {
        ClientSession session = socket.attachment(ClientSession.class);
        ClientEvent event = ClientEvent.named(name);
        JsonNode payload = arguments.isEmpty() ? MissingNode.getInstance() : arguments.get(0);
        long now = System.nanoTime();
        Reply reply = new Reply(session, event, payload, ack, metrics, now);
        if (isInBudget(session, reply, now)) {
            try {
                if (!event.asksAService() || asks(session, reply)) {
                    handle(session, event, payload, reply);
                }
            } catch (InvalidRequest e) {
                reply.refuse(ClientError.of(e.code(), e.field(), null));
            } catch (RuntimeException e) {
                // A reply that is never given would keep its place among the questions under way.
                reply.refuse(ErrorCode.INTERNAL);
                throw e;
            }
        }
    }

    @Override
    public void onMalformed(Socket socket, MalformedEvent reason, AckSender ack) {
        ClientSession session = socket.attachment(ClientSession.class);
        long now = System.nanoTime();
        Reply reply = new Reply(session, ClientEvent.UNKNOWN, MissingNode.getInstance(), ack, metrics, now);
        if (isInBudget(session, reply, now)) {
            reply.refuse(
                    switch (reason) {
                        case INVALID_JSON -> ErrorCode.MALFORMED_JSON;
                        case INVALID_NAME, RESERVED_NAME -> ErrorCode.UNKNOWN_EVENT;
                    });
        }
    }

    private boolean isInBudget(ClientSession session, Reply reply, long now) {
        EventBudget budget = session.budget(now);
        long ofSocket = budget.take(now);
        long retryAfterMs = ofSocket > 0 ? ofSocket : budgets.event(session.userId(), session.address());
        if (retryAfterMs == 0) {
            return true;
        }
        if (budget.refused(now, settings.refusalWindow().toNanos()) > settings.refusals()) {
            session.socket().disconnect(true);
        } else {
            reply.refuse(ClientError.of(ErrorCode.RATE_LIMITED, null, retryAfterMs));
        }
        return false;
    }

    /** Whether the user may have one more question answered by a service; it is under way until the reply is given. */
    private boolean asks(ClientSession session, Reply reply) {
        if (!budgets.asks(session.userId(), session.address())) {
            reply.refuse(ClientError.of(ErrorCode.RATE_LIMITED, null, ASK_AGAIN_AFTER_MS));
            return false;
        }
        reply.whenGiven(() -> budgets.answered(session.userId(), session.address()));
        return true;
    }

    private void handle(ClientSession session, ClientEvent event, JsonNode payload, Reply reply) {
        switch (event) {
            case MESSAGE_SEND -> requests.send(session, payload, reply);
            case MESSAGE_EDIT -> requests.edit(session.userId(), payload, reply);
            case MESSAGE_DELETE -> requests.delete(session.userId(), payload, reply);
            case MESSAGE_DELIVERED -> requests.delivered(session.userId(), payload, reply);
            case MESSAGE_READ -> requests.read(session.userId(), payload, reply);
            case MESSAGE_HISTORY -> history(session, RequestReader.history(payload), reply);
            case NOTIFICATION_CLEAR -> notifications.clear(session.userId(), payload, reply);
            case SYNC ->
                answer(chats.sync(session.token(), RequestReader.sync(payload).body(), positions.header()), reply);
            case USER_BLOCK -> moderation.block(session, payload, reply);
            case USER_UNBLOCK -> moderation.unblock(session, payload, reply);
            case USER_REPORT -> moderation.report(session, payload, reply);
            case SESSION_REFRESH ->
                refresh(session, RequestReader.refresh(payload).token(), reply);
            case USER_STATUS -> presence.statuses(session, payload, reply);
            case USER_TYPING -> presence.typing(session, payload, reply);
            case UNKNOWN -> reply.refuse(ErrorCode.UNKNOWN_EVENT);
        }
    }

    private void history(ClientSession session, History history, Reply reply) {
        String minOffsets = positions.header(history.chatId());
        answer(chats.history(session.token(), history.chatId(), history.query(), minOffsets), reply);
    }

    private static void answer(CompletableFuture<Answer> asked, Reply reply) {
        asked.whenComplete((answer, failure) -> {
            if (failure != null) {
                reply.refuse(ErrorCode.UNAVAILABLE);
            } else if (answer.isOk()) {
                reply.acceptMembersOf(answer.body());
            } else {
                reply.refuse(RelayedProblem.codeOf(answer));
            }
        });
    }

    private record Refreshed(boolean ok, Instant expiresAt) {}

    private void refresh(ClientSession session, String token, Reply reply) {
        tokens.check(token).thenAccept(result -> {
            switch (result) {
                case TokenCheck.Result.Refused(ErrorCode code) -> reply.refuse(code);
                case TokenCheck.Result.Valid(VerifiedToken other)
                when !other.userId().equals(session.userId()) -> reply.refuse(ErrorCode.FORBIDDEN);
                case TokenCheck.Result.Valid(VerifiedToken same) -> {
                    session.renew(same);
                    watch.watch(session);
                    if (ends.closeIfEnded(session)) {
                        return;
                    }
                    reply.accept(Json.bytes(new Refreshed(true, same.expiresAt())));
                }
            }
        });
    }
}
