package io.livemarket.ledger.drive;

import io.livemarket.ledger.model.Attempt;
import io.livemarket.ledger.model.Attempt.Act;
import io.livemarket.ledger.model.Outcome;
import io.livemarket.ledger.plan.Wording;
import io.livemarket.loadtest.SetUpException;
import io.livemarket.loadtest.users.RestClient;
import io.livemarket.loadtest.users.UserDirectory;
import java.util.Map;
import java.util.UUID;

/** Messages sent over REST after a fault, which show whether devices are up to date. */
final class Probes {

    private static final int UNAUTHORIZED = 401;
    private static final int CREATED = 201;
    private static final int SERVER_ERROR = 500;

    private final RestClient rest;
    private final UserDirectory directory;
    private final Recorder recorder;
    private final Network network;

    Probes(RestClient rest, UserDirectory directory, Recorder recorder, Network network) {
        this.rest = rest;
        this.directory = directory;
        this.recorder = recorder;
        this.network = network;
    }

    /** Records a probe that is to be sent. */
    Attempt prepare(UUID chat, UserState sender) {
        long number = recorder.nextNumber();
        return recorder.begin(number, sender.id(), chat, Act.SEND, null, "key-" + number, Wording.of(number, 0), 0);
    }

    /** Sends the probe until it is answered; a missing answer is a failure of the run. */
    void send(Attempt probe, UserState sender) {
        try {
            RestClient.Reply reply = post(probe, sender);
            if (reply.status() == UNAUTHORIZED) {
                directory.renew(sender.account()).join();
                reply = post(probe, sender);
            }
            if (reply.status() == CREATED) {
                UUID id = UUID.fromString(reply.body().path("id").asString());
                long seq = reply.body().path("seq").asLong();
                recorder.end(probe, new Outcome.Acknowledged(id, seq, 0));
                network.run(() -> sender.has(probe.chatId(), seq));
            } else {
                if (reply.status() < SERVER_ERROR) {
                    recorder.end(probe, new Outcome.Refused(reply.problem()));
                }
                recorder.failed("a probe was answered " + reply.problem());
            }
        } catch (SetUpException unanswered) {
            recorder.failed("a probe got no answer: " + unanswered.getMessage());
        }
    }

    private RestClient.Reply post(Attempt probe, UserState sender) {
        return rest.post(
                "/chats/" + probe.chatId() + "/messages",
                sender.account().token(),
                Map.of("type", "text", "content", probe.content(), "clientMessageId", probe.clientMessageId()));
    }
}
