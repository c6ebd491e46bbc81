package io.livemarket.gateway.socket;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.gateway.config.GatewayProperties;
import io.livemarket.gateway.requests.ClientError;

/**
 * Refuses events beyond the rates of their socket, user and address, and events that ask a service while too many wait
 * for an answer. A socket that keeps sending too fast is disconnected.
 */
final class EventLimits {

    private static final long ASK_AGAIN_AFTER_MS = 500;

    private final CallerBudgets budgets;
    private final GatewayProperties.Sockets settings;

    EventLimits(CallerBudgets budgets, GatewayProperties.Sockets settings) {
        this.budgets = budgets;
        this.settings = settings;
    }

    /**
     * Takes one event from the rates, or refuses it.
     *
     * @param now of {@link System#nanoTime}
     * @return whether the event is within the rates
     */
    boolean admits(ClientSession session, Reply reply, long now) {
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

    /**
     * Takes a place for an event that asks a service, until the reply is given, or refuses the event.
     *
     * @return whether there was a place
     */
    boolean admitsQuestion(ClientSession session, Reply reply) {
        if (!budgets.asks(session.userId(), session.address())) {
            reply.refuse(ClientError.of(ErrorCode.RATE_LIMITED, null, ASK_AGAIN_AFTER_MS));
            return false;
        }
        reply.whenGiven(() -> budgets.answered(session.userId(), session.address()));
        return true;
    }
}
