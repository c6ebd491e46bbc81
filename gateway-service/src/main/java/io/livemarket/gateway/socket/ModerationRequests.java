package io.livemarket.gateway.socket;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.gateway.requests.ClientRequest.Report;
import io.livemarket.gateway.requests.RequestReader;
import io.livemarket.gateway.services.ChatReads.Answer;
import io.livemarket.gateway.services.ModerationCalls;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

/** Blocks and reports: moderation-service does them, and its answer is the ack. */
final class ModerationRequests {

    private final ModerationCalls moderation;

    ModerationRequests(ModerationCalls moderation) {
        this.moderation = moderation;
    }

    void block(ClientSession session, JsonNode payload, Reply reply) {
        answer(moderation.block(session.token(), RequestReader.user(payload)), reply);
    }

    void unblock(ClientSession session, JsonNode payload, Reply reply) {
        answer(moderation.unblock(session.token(), RequestReader.user(payload)), reply);
    }

    void report(ClientSession session, JsonNode payload, Reply reply) {
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
