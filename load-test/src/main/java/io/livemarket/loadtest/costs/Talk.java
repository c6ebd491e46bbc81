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
import org.jspecify.annotations.Nullable;

/**
 * A conversation: the first member of each chat sends messages at a fixed rate, and the other members confirm each
 * message that they receive. The constructor adds a socket for each account to the pool; the sockets have to be up
 * before {@link #send}. All state belongs to the pool's loop.
 */
final class Talk {

    private static final long TICK_MS = 5;

    private final SocketPool pool;
    private final Map<UserAccount, TalkMember> members = new LinkedHashMap<>();
    private @Nullable Round round;
    private long numbers;

    /**
     * A chat of the conversation.
     *
     * @param id absent for the private chat of the first two members, which their first message opens
     * @param members the first one writes
     */
    record Chat(@Nullable String id, List<UserAccount> members) {}

    Talk(SocketPool pool, List<UserAccount> people) {
        this.pool = pool;
        people.forEach(account -> members.put(account, new TalkMember(pool, account, this)));
    }

    /**
     * Sends to the chats in turn; returns when every message was answered and shown to every other member.
     *
     * @return the number of accepted messages
     * @throws SetUpException when that takes {@code timeout} longer than sending does, or more than one in a hundred is
     *     refused
     */
    int send(List<Chat> chats, int messages, double perSecond, Duration timeout) {
        Round next = new Round(chats, messages, perSecond);
        pool.loop().execute(() -> {
            round = next;
            next.tick();
        });
        try {
            next.done.get((long) (messages / perSecond * 1000) + timeout.toMillis(), TimeUnit.MILLISECONDS);
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
        Round current = round;
        if (current == null) {
            return;
        }
        if (answer.ok()) {
            current.acknowledged++;
            current.toBeShown += chat.members().size() - 1;
        } else {
            current.refused++;
            current.refusals.merge(answer.refusal(), 1, Integer::sum);
        }
    }

    private TalkMember writer(Chat chat) {
        TalkMember writer = members.get(chat.members().getFirst());
        if (writer == null) {
            throw new IllegalArgumentException("The chat's first member takes no part in the talk");
        }
        return writer;
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
                writer(chat).send(++numbers, chat);
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
