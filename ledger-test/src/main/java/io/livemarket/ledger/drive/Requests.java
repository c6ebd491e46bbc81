package io.livemarket.ledger.drive;

import io.livemarket.ledger.drive.Device.ConnectionLost;
import io.livemarket.ledger.model.Attempt;
import io.livemarket.ledger.model.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes attempts on a device's socket, and decides when an attempt may be repeated. */
final class Requests {

    /** Longer than the gateway waits for an outcome, 10 s. */
    private static final long ANSWER_SECONDS = 12;

    private static final long PAUSE_MILLIS = 250;
    private static final long GIVE_UP_SECONDS = 45;

    private final Device device;
    private final CountDownLatch stopped;

    /** @param stopped counted down when the run ends: an attempt without an answer is given up 45 s later */
    Requests(Device device, CountDownLatch stopped) {
        this.device = device;
        this.stopped = stopped;
    }

    /** Repeats the attempt until it is acknowledged or refused for good; the idempotency key makes that safe. */
    Outcome untilAnswered(Attempt attempt) throws InterruptedException {
        long deadline = Long.MAX_VALUE;
        while (true) {
            Outcome outcome = once(attempt);
            if (!(outcome instanceof Outcome.Unknown)) {
                return outcome;
            }
            if (stopped.getCount() == 0 && deadline == Long.MAX_VALUE) {
                deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(GIVE_UP_SECONDS);
            }
            if (System.nanoTime() > deadline) {
                device.recorder()
                        .failed("attempt %d of %s got no answer although it was repeated until the end"
                                .formatted(attempt.number(), device.name()));
                return outcome;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /** Makes the attempt once. A retryable refusal, or no answer at all, leaves the outcome unknown. */
    Outcome once(Attempt attempt) throws InterruptedException {
        try {
            return outcome(attempt, device.ask(event(attempt), payload(attempt)).get(ANSWER_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ConnectionLost) {
                return new Outcome.Unknown();
            }
            throw new IllegalStateException("An attempt failed", e.getCause());
        } catch (TimeoutException e) {
            device.recorder().problem("no ack within " + ANSWER_SECONDS + " s");
            return new Outcome.Unknown();
        }
    }

    /** Makes an attempt that was acknowledged once more: the second answer must be the first one. */
    void again(Attempt attempt) throws InterruptedException {
        Attempt repeated = device.recorder()
                .begin(
                        device.recorder().nextNumber(),
                        attempt.userId(),
                        attempt.chatId(),
                        attempt.act(),
                        null,
                        attempt.clientMessageId(),
                        attempt.content(),
                        0);
        device.recorder().end(repeated, once(repeated));
    }

    private Outcome outcome(Attempt attempt, JsonNode answer) {
        if (answer.path("ok").asBoolean(false)) {
            JsonNode message = answer.path("message");
            return new Outcome.Acknowledged(
                    attempt.act() == Attempt.Act.READ ? null : Frames.id(message, "id"),
                    message.path("seq").asLong(0),
                    message.path("version").asLong(0));
        }
        JsonNode error = answer.path("error");
        device.recorder()
                .problem(attempt.act() + " refused: " + error.path("code").asString("without a code"));
        return error.path("retryable").asBoolean(false)
                ? new Outcome.Unknown()
                : new Outcome.Refused(error.path("code").asString(""));
    }

    private static String event(Attempt attempt) {
        return switch (attempt.act()) {
            case SEND -> "message:send";
            case EDIT -> "message:edit";
            case DELETE -> "message:delete";
            case READ -> "message:read";
        };
    }

    private static Map<String, Object> payload(Attempt attempt) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("chatId", attempt.chatId());
        put(payload, "messageId", attempt.messageId());
        put(payload, "content", attempt.content());
        put(payload, "clientMessageId", attempt.clientMessageId());
        put(payload, "upToSeq", attempt.act() == Attempt.Act.READ ? attempt.upToSeq() : null);
        return payload;
    }

    private static void put(Map<String, Object> payload, String field, @Nullable Object value) {
        if (value != null) {
            payload.put(field, value);
        }
    }
}
