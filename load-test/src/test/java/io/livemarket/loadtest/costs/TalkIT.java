package io.livemarket.loadtest.costs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.loadtest.SetUpException;
import io.livemarket.loadtest.costs.Talk.Chat;
import io.livemarket.loadtest.fake.FakeServer;
import io.livemarket.loadtest.fake.Faults;
import io.livemarket.loadtest.sockets.SocketPool;
import io.livemarket.loadtest.users.UserAccount;
import io.livemarket.loadtest.users.UserDirectory;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.ObjectNode;

/** A talk against a fake server whose faults are known. */
@Timeout(60)
class TalkIT {

    private static final PrintStream SILENT = new PrintStream(OutputStream.nullOutputStream());

    @Test
    void everyMessageIsAcceptedShownAndConfirmed() {
        try (FakeServer server = new FakeServer(Faults.NONE)) {
            assertThat(talk(server, 60, Duration.ofSeconds(20))).isEqualTo(60);
            assertThat(server.confirmations()).isEqualTo(60);
        }
    }

    @Test
    void aMissingMessageIsAwaitedAndThenNamed() {
        try (FakeServer server = new FakeServer(new Faults() {
            @Override
            public void deliver(int n, ObjectNode message, Consumer<ObjectNode> socket) {
                if (n != 7) {
                    socket.accept(message);
                }
            }
        })) {
            assertThatThrownBy(() -> talk(server, 20, Duration.ofSeconds(1)))
                    .isInstanceOf(SetUpException.class)
                    .hasMessageContaining("20 acknowledged")
                    .hasMessageContaining("shown 19 of 20");
        }
    }

    @Test
    void aSystemThatRefusesOneInTenIsNotMeasured() {
        try (FakeServer server = new FakeServer(new Faults() {
            @Override
            public String refusal(int n) {
                return n % 10 == 0 ? "rate_limited" : null;
            }
        })) {
            assertThatThrownBy(() -> talk(server, 40, Duration.ofSeconds(20)))
                    .isInstanceOf(SetUpException.class)
                    .hasMessageContaining("refused")
                    .hasMessageContaining("rate_limited=4");
        }
    }

    private static int talk(FakeServer server, int messages, Duration timeout) {
        URI url = URI.create(server.url());
        try (UserDirectory users = new UserDirectory(url, null, 2, Duration.ofSeconds(20))) {
            List<UserAccount> people = users.prepare(6, Duration.ofMinutes(1));
            try (SocketPool pool = new SocketPool(url, users::renew, new SocketPool.Settings(4, 100, 500))) {
                Talk talk = new Talk(pool, people);
                pool.openAll(Duration.ofSeconds(20), SILENT);
                return talk.send(
                        Pairs.of(people, 0, 6).stream()
                                .map(pair -> new Chat(null, pair))
                                .toList(),
                        messages,
                        200,
                        timeout);
            }
        }
    }
}
