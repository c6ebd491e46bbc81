package io.livemarket.loadtest;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaFuture;

/** Waits for a broker's answers to administrative requests. */
public final class BrokerAnswers {

    private BrokerAnswers() {}

    /**
     * The broker's answer.
     *
     * @param request the request, for the message of the exception: a verb and its object
     * @throws SetUpException when the broker refused or did not answer, or the thread was interrupted
     */
    public static <T> T await(String request, KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException failed) {
            throw new SetUpException("the broker did not " + request + ": " + failed.getCause(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SetUpException("interrupted while the broker had to " + request, interrupted);
        }
    }
}
