package io.livemarket.ledger.drive;

import io.livemarket.ledger.drive.UserState.OwnMessage;
import io.livemarket.ledger.model.Attempt;
import io.livemarket.ledger.model.Attempt.Act;
import io.livemarket.ledger.model.Outcome;
import io.livemarket.ledger.model.Shown;
import io.livemarket.ledger.model.Wait;
import io.livemarket.ledger.plan.DeviceScript;
import io.livemarket.ledger.plan.Step;
import io.livemarket.ledger.plan.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes a device follow its script, in a thread of its own, until the actor is stopped. */
final class Actor {

    private static final int MORE_AWAY_MILLIS = 4_000;
    private static final int MORE_FILLER = 20;

    private final Device device;
    private final Requests requests;
    private final DeviceScript script;
    private final List<UUID> foreignChats;
    private final List<Sent> keyed = new ArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable Thread thread;

    private record Sent(UUID chat, String key) {}

    /** @param foreignChats chats of the run in which the device's user does not take part */
    Actor(Device device, DeviceScript script, List<UUID> foreignChats) {
        this.device = device;
        this.requests = new Requests(device, stopped);
        this.script = script;
        this.foreignChats = foreignChats;
    }

    void start() {
        thread = Thread.ofVirtual().name("actor-" + device.name()).start(this::run);
    }

    /** Ends the actor after the step under way; {@link #join} waits for that. */
    void stop() {
        stopped.countDown();
    }

    boolean join(long millis) throws InterruptedException {
        Thread running = thread;
        return running == null || running.join(java.time.Duration.ofMillis(millis));
    }

    private void run() {
        try {
            for (Step step = script.next();
                    !stopped.await(step.pauseMillis(), TimeUnit.MILLISECONDS);
                    step = script.next()) {
                act(step);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            device.recorder().failed("the actor of " + device.name() + " ended: " + e);
        }
    }

    private void act(Step step) throws InterruptedException {
        UUID chat = pick(device.user().chats(), step);
        switch (step.act()) {
            case SEND -> send(chat, step, true);
            case SEND_WITHOUT_KEY -> send(chat, step, false);
            case SEND_TWICE -> requests.again(send(chat, step, true));
            case EDIT -> onOwn(step, own -> change(own.chatId(), own.id(), Act.EDIT, step));
            case DELETE -> onOwn(step, own -> change(own.chatId(), own.id(), Act.DELETE, step));
            case READ -> read(chat);
            case LEAVE -> {
                device.leave();
                stopped.await(step.choice() % MORE_AWAY_MILLIS, TimeUnit.MILLISECONDS);
                device.comeBack();
            }
            case INTRUDE -> send(pick(foreignChats, step), step, true);
            case EDIT_FOREIGN -> editForeign(chat, step);
            case REUSE_KEY -> reuseKey(step);
        }
    }

    private Attempt send(UUID chat, Step step, boolean withKey) throws InterruptedException {
        long number = device.recorder().nextNumber();
        String key = withKey ? "key-" + number : null;
        Attempt attempt = device.recorder()
                .begin(
                        number,
                        device.user().id(),
                        chat,
                        Act.SEND,
                        null,
                        key,
                        Wording.of(number, (int) (step.choice() % MORE_FILLER)),
                        0);
        long from = System.nanoTime();
        Outcome outcome = withKey ? requests.untilAnswered(attempt) : requests.once(attempt);
        device.recorder().end(attempt, outcome);
        if (outcome instanceof Outcome.Acknowledged answer) {
            device.acknowledged(new Wait(Wait.What.ACKNOWLEDGED, from, System.nanoTime()));
            device.network().run(() -> {
                device.user().has(chat, answer.seq());
                if (answer.messageId() != null) {
                    device.user().sent(chat, answer.messageId());
                }
            });
            if (key != null) {
                keyed.add(new Sent(chat, key));
            }
        }
        return attempt;
    }

    private interface OnMessage {
        void accept(OwnMessage message) throws InterruptedException;
    }

    private void onOwn(Step step, OnMessage change) throws InterruptedException {
        List<OwnMessage> own =
                device.network().ask(() -> List.copyOf(device.user().own())).join();
        if (!own.isEmpty()) {
            change.accept(pick(own, step));
        }
    }

    private void change(UUID chat, UUID message, Act act, Step step) throws InterruptedException {
        long number = device.recorder().nextNumber();
        Attempt attempt = device.recorder()
                .begin(
                        number,
                        device.user().id(),
                        chat,
                        act,
                        message,
                        null,
                        act == Act.EDIT ? Wording.of(number, (int) (step.choice() % MORE_FILLER)) : null,
                        0);
        device.recorder().end(attempt, requests.once(attempt));
    }

    private void editForeign(UUID chat, Step step) throws InterruptedException {
        List<Shown> others = device.network()
                .ask(() -> device.view(chat).messages().stream()
                        .filter(message -> !device.user().id().equals(message.senderId()))
                        .toList())
                .join();
        if (!others.isEmpty()) {
            change(chat, pick(others, step).id(), Act.EDIT, step);
        }
    }

    private void read(UUID chat) throws InterruptedException {
        long upTo = device.network().ask(() -> device.user().upTo(chat)).join();
        if (upTo > 0) {
            Attempt attempt = device.recorder()
                    .begin(device.recorder().nextNumber(), device.user().id(), chat, Act.READ, null, null, null, upTo);
            device.recorder().end(attempt, requests.once(attempt));
        }
    }

    private void reuseKey(Step step) throws InterruptedException {
        if (!keyed.isEmpty()) {
            Sent before = pick(keyed, step);
            long number = device.recorder().nextNumber();
            Attempt attempt = device.recorder()
                    .begin(
                            number,
                            device.user().id(),
                            before.chat(),
                            Act.SEND,
                            null,
                            before.key(),
                            Wording.of(number, 0),
                            0);
            device.recorder().end(attempt, requests.once(attempt));
        }
    }

    private static <T> T pick(List<T> items, Step step) {
        return items.get((int) (step.choice() % items.size()));
    }

    /** Sends a frame that is cut: a message of which the system never gets all. */
    void cut(long salt) {
        UUID chat = device.user().chats().get((int)
                Math.floorMod(salt, (long) device.user().chats().size()));
        long number = device.recorder().nextNumber();
        Attempt attempt = device.recorder()
                .begin(
                        number,
                        device.user().id(),
                        chat,
                        Act.SEND,
                        null,
                        "key-" + number,
                        Wording.of(number, MORE_FILLER),
                        0);
        device.recorder().end(attempt, new Outcome.Cut());
        device.cut(
                "message:send",
                Map.of("chatId", chat, "content", attempt.content(), "clientMessageId", "key-" + number));
    }
}
