package io.livemarket.gateway.socket;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.gateway.requests.ClientEvent;
import io.livemarket.gateway.requests.ClientRequest.Report;
import io.livemarket.gateway.requests.RequestReader;
import io.livemarket.gateway.services.ChatReads.Answer;
import io.livemarket.gateway.services.ModerationCalls;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

/** Passes blocks and reports on to moderation-service; its answer is the reply. */
final class ModerationHandler implements FeatureHandler {

    private final ModerationCalls moderation;

    ModerationHandler(ModerationCalls moderation) {
        this.moderation = moderation;
    }

    @Override
    public Map<ClientEvent, ClientEventHandler> handlers() {
        return Map.of(
                ClientEvent.USER_BLOCK, this::block,
                ClientEvent.USER_UNBLOCK, this::unblock,
                ClientEvent.USER_REPORT, this::report);
    }

    private void block(ClientSession session, JsonNode payload, Reply reply) {
        answer(moderation.block(session.token(), RequestReader.user(payload)), reply);
    }

    private void unblock(ClientSession session, JsonNode payload, Reply reply) {
        answer(moderation.unblock(session.token(), RequestReader.user(payload)), reply);
    }

    private void report(ClientSession session, JsonNode payload, Reply reply) {
        Report report = RequestReader.report(payload);
        answer(moderation.report(session.token(), report.userId(), report.body()), reply);
    }

    private static void answer(CompletableFuture<Answer> asked, Reply reply) {
        asked.whenComplete((answer, failure) -> {
            if (failure != null) {
                reply.refuse(ErrorCode.UNAVAILABLE);
            } else if (answer.status() == 204) {
                reply.accept(Reply.OK);
            } else if (answer.status() == 201) {
                reply.acceptMembersOf(answer.body());
            } else {
                reply.refuse(RelayedProblem.codeOf(answer));
            }
        });
    }
}
