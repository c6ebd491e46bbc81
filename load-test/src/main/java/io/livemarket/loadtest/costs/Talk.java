package io.livemarket.loadtest.costs;

import io.livemarket.loadtest.SetUpException;
import io.livemarket.loadtest.messages.Schedule;
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
 * A conversation: the first member of each chat sends messages at a fixed rate, and the other members confirm each
 * message that they receive. The constructor adds a socket for each account to the pool; the sockets have to be up
 * before {@link #send}. All state belongs to the pool's loop.
 */
final class Talk {

    private static final long TICK_MS = 5;

    private final SocketPool pool;
    private final Map<UserAccount, TalkMember> members = new LinkedHashMap<>();
    private Round round;
    private long numbers;

    /**
     * @param id null for the private chat of the first two members, which their first message opens
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
     * @throws SetUpException when that takes {@code patience} longer than sending does, or more than one in a hundred
     *     is refused
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
            throw new SetUpException(
                    CompletableFuture.supplyAsync(next::toString, pool.loop()).join(), late);
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

    /** A member received the answer to a message that it sent. */
    void answered(Chat chat, Answer answer) {
        if (answer.ok()) {
            round.acknowledged++;
            round.toBeShown += chat.members().size() - 1;
        } else {
            round.refused++;
            round.refusals.merge(answer.code(), 1, Integer::sum);
        }
    }

    /** A member received a message of another member. */
    void shown() {
        if (round != null) {
            round.shown++;
        }
    }

    /** One call of {@link #send}. */
    private final class Round {

        private final List<Chat> chats;
        private final Schedule schedule;
        private final Map<String, Integer> refusals = new LinkedHashMap<>();
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private int sent;
        private int acknowledged;
        private int refused;
        private long shown;
        private long toBeShown;

        Round(List<Chat> chats, int messages, double perSecond) {
            this.chats = chats;
            this.schedule = new Schedule(System.nanoTime(), perSecond, messages);
        }

        void tick() {
            int due = schedule.dueBy(System.nanoTime());
            while (sent < due) {
                Chat chat = chats.get(sent++ % chats.size());
                members.get(chat.members().getFirst()).send(++numbers, chat);
            }
            if (sent == schedule.total() && acknowledged + refused == sent && shown >= toBeShown) {
                done.complete(null);
            } else {
                pool.schedule(this::tick, TICK_MS);
            }
        }

        @Override
        public String toString() {
            return "of %d messages %d were sent, %d acknowledged, %d refused %s, and shown %d of %d times"
                    .formatted(schedule.total(), sent, acknowledged, refused, refusals, shown, toBeShown);
        }
    }
}
