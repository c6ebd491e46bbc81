package io.livemarket.loadtest.messages;

import io.livemarket.loadtest.SetUpException;
import io.livemarket.loadtest.sockets.LoadSocket;
import io.livemarket.loadtest.sockets.SocketOwner;
import io.livemarket.loadtest.sockets.SocketPool;
import io.livemarket.loadtest.users.UserAccount;
import io.livemarket.loadtest.wire.Answer;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A first message of each of some users to a partner, so that they may see each other's status. */
public final class Introductions {

    private static final long RETRY_MS = 500;

    private final SocketPool pool;
    private final CountDownLatch missing;
    private final AtomicReference<String> refused = new AtomicReference<>();

    /** @param partners the recipients, in turn */
    public Introductions(SocketPool pool, List<UserAccount> people, List<UserAccount> partners) {
        this.pool = pool;
        this.missing = new CountDownLatch(people.size());
        for (int i = 0; i < people.size(); i++) {
            Introduced introduced =
                    new Introduced(partners.get(i % partners.size()).id());
            introduced.socket = pool.add(people.get(i), introduced);
        }
    }

    /**
     * Blocks until each was accepted; the pool's sockets have to be open.
     *
     * @throws SetUpException when that takes longer than {@code limit}
     */
    public void await(Duration limit) {
        try {
            if (!missing.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SetUpException(missing.getCount() + " people were not introduced within " + limit.toSeconds()
                        + " s" + (refused.get() == null ? "" : ", refused: " + refused.get()));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SetUpException("interrupted while introducing people", interrupted);
        }
    }

    private final class Introduced implements SocketOwner {

        private final String partner;
        private final UUID clientMessageId = UUID.randomUUID();

        @SuppressWarnings("NullAway.Init") // Set right after construction, which makes the socket's owner.
        private LoadSocket socket;

        private boolean done;

        Introduced(String partner) {
            this.partner = partner;
        }

        @Override
        public void up() {
            send();
        }

        private void send() {
            if (!done && socket.isUp()) {
                socket.send(Unpooled.copiedBuffer(
                        "421[\"message:send\",{\"to\":\"" + partner + "\",\"type\":\"text\"," + "\"clientMessageId\":\""
                                + clientMessageId + "\",\"content\":\"hello\"}]",
                        StandardCharsets.UTF_8));
            }
        }

        @Override
        public void acknowledged(long ackId, Answer answer) {
            if (answer.ok() && !done) {
                done = true;
                missing.countDown();
            } else if (!answer.ok()) {
                refused.set(answer.refusal());
                pool.schedule(this::send, Math.max(RETRY_MS, answer.retryAfterMs()));
            }
        }
    }
}
