package io.livemarket.loadtest.curves;

import io.livemarket.loadtest.SetUpException;
import io.livemarket.loadtest.report.Latencies;
import io.livemarket.loadtest.sockets.LoadSocket;
import io.livemarket.loadtest.sockets.SocketOwner;
import io.livemarket.loadtest.sockets.SocketPool;
import io.livemarket.loadtest.users.UserAccount;
import io.livemarket.loadtest.wire.Answer;
import io.livemarket.loadtest.wire.MessageFields;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Requests pages of a chat's history, one after another, no faster than the limits of a socket. */
final class HistoryReader implements SocketOwner {

    private static final int PAGE = 50;
    private static final int DIGITS = 3;
    private static final long ACK = 1;
    /** Below the 40 events per second that a server with default limits takes. */
    private static final long PAUSE_MS = 27;

    private static final long SECONDS_PER_PAGE = 5;

    private final SocketPool pool;
    private final LoadSocket socket;
    private final String chat;
    private @Nullable Asking asking;

    /**
     * The measurements of some pages.
     *
     * @param highestSeq the highest sequence in them
     */
    record Pages(Latencies latencies, long highestSeq) {}

    HistoryReader(SocketPool pool, UserAccount account, String chat) {
        this.pool = pool;
        this.socket = pool.add(account, this);
        this.chat = chat;
    }

    /**
     * Requests a page this number of times.
     *
     * @param where the further members of the request, each after a comma
     */
    Pages read(String where, int times) {
        CompletableFuture<Pages> done = new CompletableFuture<>();
        pool.loop().execute(() -> {
            asking = new Asking(
                    "421[\"message:history\",{\"chatId\":\"" + chat + "\",\"limit\":" + PAGE + where + "}]",
                    times,
                    done);
            asking.next();
        });
        try {
            return done.get(times * SECONDS_PER_PAGE, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new SetUpException("pages of history did not come", late);
        } catch (ExecutionException refused) {
            throw new SetUpException(
                    "message:history was refused: "
                            + (refused.getCause() == null
                                    ? refused
                                    : refused.getCause().getMessage()),
                    refused);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SetUpException("interrupted while reading history", interrupted);
        }
    }

    @Override
    public void acknowledged(long ackId, Answer answer) {
        if (ackId == ACK && asking != null) {
            asking.came(answer);
        }
    }

    private final class Asking {

        private final String request;
        private final int times;
        private final CompletableFuture<Pages> done;
        private final Histogram micros = new Histogram(DIGITS);
        private long sentNanos;
        private long highestSeq;

        Asking(String request, int times, CompletableFuture<Pages> done) {
            this.request = request;
            this.times = times;
            this.done = done;
        }

        void next() {
            sentNanos = System.nanoTime();
            socket.send(Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII));
        }

        void came(Answer answer) {
            if (!answer.ok()) {
                done.completeExceptionally(new IllegalStateException(answer.code()));
                return;
            }
            micros.recordValue((System.nanoTime() - sentNanos) / 1000);
            highestSeq = Math.max(
                    highestSeq,
                    answer.items().stream().mapToLong(MessageFields::seq).max().orElse(0));
            if (micros.getTotalCount() == times) {
                done.complete(new Pages(Latencies.of(micros), highestSeq));
            } else {
                pool.schedule(this::next, PAUSE_MS);
            }
        }
    }
}
