package io.livemarket.loadtest.costs;

import io.livemarket.loadtest.SetUpException;
import io.livemarket.loadtest.sockets.SocketPool;
import io.livemarket.loadtest.users.UserAccount;
import io.livemarket.loadtest.wire.Answer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * People of whom the first of each chat writes at a fixed rate while the others confirm what they get. The sockets are made by
 * the constructor, one for each account, and must be up before {@link #send}; all state belongs to the pool's loop.
 */
final class Talk {

    private static final long TICK_MS = 5;

    private final SocketPool pool;
    private final Map<UserAccount, TalkMember> members = new LinkedHashMap<>();
    private Round round;
    private long numbers;

    /**
     * @param id      null for the private chat of the first two members, which their first message opens
     * @param members the first one writes
     */
    record Chat(String id, List<UserAccount> members) {}

    Talk(SocketPool pool, List<UserAccount> people) {
        this.pool = pool;
        people.forEach(account -> members.put(account, new TalkMember(pool, account, this)));
    }

    /**
     * Sends to the chats in turn; returns when every message was answered and shown to every other member.
     *
     * @return how many were accepted
     * @throws SetUpException when that takes {@code patience} longer than sending does, or more than one in a hundred is refused
     */
    int send(List<Chat> chats, int messages, double perSecond, Duration patience) {
        Round next = new Round(chats, messages, perSecond);
        pool.loop().execute(() -> {
            round = next;
            next.tick();
        });
        try {
            next.done.get((long) (messages / perSecond * 1000) + patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new SetUpException(CompletableFuture.supplyAsync(next::toString, pool.loop()).join(), late);
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SetUpException("interrupted while sending", interrupted);
        }
        if (next.refused * 100 > messages) {
            throw new SetUpException("too many messages were refused: " + next);
        }
        return next.acknowledged;
    }

    /** The answer to a member's message came. */
    void answered(Chat chat, Answer answer) {
        if (answer.ok()) {
            round.acknowledged++;
            round.toBeShown += chat.members().size() - 1;
        } else {
            round.refused++;
            round.refusals.merge(answer.code(), 1, Integer::sum);
        }
    }

    /** A member's socket was sent a message of another. */
    void shown() {
        if (round != null) {
            round.shown++;
        }
    }

    /** One call of {@link #send}. */
    private final class Round {

        private final List<Chat> chats;
        private final int messages;
        private final double perSecond;
        private final Map<String, Integer> refusals = new LinkedHashMap<>();
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private final long start = System.nanoTime();
        private int sent;
        private int acknowledged;
        private int refused;
        private long shown;
        private long toBeShown;

        Round(List<Chat> chats, int messages, double perSecond) {
            this.chats = chats;
            this.messages = messages;
            this.perSecond = perSecond;
        }

        void tick() {
            long due = Math.min(messages, 1 + (long) ((System.nanoTime() - start) / 1e9 * perSecond));
            while (sent < due) {
                Chat chat = chats.get(sent++ % chats.size());
                members.get(chat.members().getFirst()).send(++numbers, chat);
            }
            if (sent == messages && acknowledged + refused == sent && shown >= toBeShown) {
                done.complete(null);
            } else {
                pool.schedule(this::tick, TICK_MS);
            }
        }

        @Override
        public String toString() {
            return "of %d messages %d were sent, %d acknowledged, %d refused %s, and shown %d of %d times"
                    .formatted(messages, sent, acknowledged, refused, refusals, shown, toBeShown);
        }
    }
}
