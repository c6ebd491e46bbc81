package io.livemarket.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.loadtest.fake.FakeServer;
import io.livemarket.loadtest.fake.Faults;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The whole program against a fake server whose faults are known. */
class MessagesIT {

    private static final int MESSAGES = 150;
    private static final int PAIRS = 2;

    private int exitCode;
    private String said;

    @Test
    void aServerThatKeepsItsPromisesPasses() {
        JsonNode report = run(Faults.NONE);
        assertThat(exitCode).isZero();
        assertThat(count(report, "intended")).isEqualTo(100);
        assertThat(count(report, "acknowledged")).isEqualTo(100);
        assertThat(count(report, "received")).isEqualTo(100);
        assertThat(report.path("sendToReceived").path("count").asInt()).isEqualTo(100);
        assertThat(report.path("sockets").path("problems").isEmpty()).isTrue();
        assertThat(report.path("acknowledgedPerSecond").asDouble()).isBetween(150.0, 250.0);
        assertThat(report.path("processes").get(0).path("name").asString()).isEqualTo("load-test");
        assertThat(report.path("processes").get(0).path("cpuSecondsPer1000").asDouble())
                .isPositive();
    }

    @Test
    void bothDirectionsOfAPairPassTogether() {
        JsonNode report = run(Faults.NONE, "--two-way");
        assertThat(exitCode).isZero();
        assertThat(count(report, "received")).isEqualTo(100);
        assertThat(count(report, "gaps")).isZero();
    }

    @Test
    void anAcknowledgedMessageThatNeverComesIsLost() {
        JsonNode report = run(new Faults() {
            @Override
            public void deliver(int n, ObjectNode message, Consumer<ObjectNode> socket) {
                if (n != 77) {
                    socket.accept(message);
                }
            }
        });
        assertThat(exitCode).isEqualTo(2);
        assertThat(count(report, "lost")).isEqualTo(1);
        assertThat(count(report, "gaps")).isEqualTo(1);
        assertThat(count(report, "doubled")).isZero();
    }

    @Test
    void aMessageThatComesTwiceIsDoubled() {
        JsonNode report = run(new Faults() {
            @Override
            public void deliver(int n, ObjectNode message, Consumer<ObjectNode> socket) {
                socket.accept(message);
                if (n % 50 == 0) {
                    socket.accept(message);
                }
            }
        });
        assertThat(exitCode).isEqualTo(2);
        assertThat(count(report, "doubled")).isEqualTo(MESSAGES / 50);
        assertThat(count(report, "lost")).isZero();
        assertThat(count(report, "redelivered")).isZero();
    }

    @Test
    void messagesThatComeInAnotherOrderAreReported() {
        JsonNode report = run(new Faults() {
            private Runnable held;
            private String chat;

            @Override
            public void deliver(int n, ObjectNode message, Consumer<ObjectNode> socket) {
                int seq = message.path("seq").asInt();
                if (seq == 40 && held == null) {
                    held = () -> socket.accept(message);
                    chat = message.path("chatId").asString();
                    return;
                }
                socket.accept(message);
                if (seq == 41 && message.path("chatId").asString().equals(chat)) {
                    held.run();
                }
            }
        });
        assertThat(exitCode).isEqualTo(2);
        assertThat(count(report, "wentBack")).isEqualTo(1);
        assertThat(count(report, "gaps")).isZero();
        assertThat(count(report, "lost")).isZero();
    }

    @Test
    void aSequenceThatIsLeftOutIsReported() {
        JsonNode report = run(new Faults() {
            @Override
            public int sequence(int position) {
                return position < MESSAGES / PAIRS ? position : position + 1;
            }
        });
        assertThat(exitCode).isEqualTo(2);
        assertThat(count(report, "gaps")).isEqualTo(PAIRS);
        assertThat(count(report, "lost") + count(report, "doubled") + count(report, "wentBack"))
                .isZero();
    }

    @Test
    void contentThatWasChangedOnTheWayIsReported() {
        JsonNode report = run(new Faults() {
            @Override
            public void deliver(int n, ObjectNode message, Consumer<ObjectNode> socket) {
                socket.accept(n == 90 ? message.deepCopy().put("content", "other") : message);
            }
        });
        assertThat(exitCode).isEqualTo(2);
        assertThat(count(report, "altered")).isEqualTo(1);
    }

    @Test
    void refusalsAreCountedByTheirCodeAndAreNoLoss() {
        JsonNode report = run(new Faults() {
            @Override
            public String refusal(int n) {
                return n <= 100 ? null : n % 2 == 0 ? "blocked" : "rate_limited";
            }
        });
        assertThat(exitCode).isZero();
        assertThat(report.path("counts").path("refusals").path("blocked").asInt())
                .isEqualTo(25);
        assertThat(report.path("counts").path("refusals").path("rate_limited").asInt())
                .isEqualTo(25);
        assertThat(count(report, "refusedForGood")).isEqualTo(50);
        assertThat(count(report, "acknowledged")).isEqualTo(50);
    }

    @Test
    void aRetryableRefusalIsSentAgainWhenAskedTo() {
        JsonNode report = run(
                new Faults() {
                    @Override
                    public String refusal(int n) {
                        return n >= 60 && n < 80 ? "unavailable" : null;
                    }
                },
                "--resend");
        assertThat(exitCode).isZero();
        assertThat(report.path("counts").path("refusals").path("unavailable").asInt())
                .isEqualTo(20);
        assertThat(count(report, "acknowledged")).isEqualTo(100);
        assertThat(count(report, "resent")).isEqualTo(20);
    }

    @Test
    void aBrokenConnectionLosesAndDoublesNothing() {
        JsonNode report = run(dropAt(70), "--resend", "--no-confirm");
        assertThat(exitCode).isZero();
        assertThat(report.path("sockets").path("reconnects").asInt()).isEqualTo(4);
        assertThat(count(report, "acknowledged")).isEqualTo(100);
        assertThat(count(report, "received")).isEqualTo(100);
        assertThat(count(report, "resent")).isPositive();
        assertThat(count(report, "redelivered")).isPositive();
        assertThat(count(report, "doubled")).isZero();
    }

    @Test
    void withoutResendingMessagesDueWhileDisconnectedAreUnsent() {
        JsonNode report = run(dropAt(70));
        assertThat(exitCode).isZero();
        assertThat(count(report, "unsent")).isPositive();
        // Those under way when the connection broke: one, or more where the server is slow to answer.
        assertThat(count(report, "unanswered")).isPositive();
        assertThat(count(report, "sent") + count(report, "unsent")).isEqualTo(100);
    }

    @Test
    void aServerThatDoublesAResentMessageIsFound() {
        Faults drop = dropAt(70);
        JsonNode report = run(
                new Faults() {
                    @Override
                    public boolean acknowledges(int n, FakeServer server) {
                        return drop.acknowledges(n, server);
                    }

                    @Override
                    public boolean isIdempotent() {
                        return false;
                    }
                },
                "--resend");
        assertThat(exitCode).isEqualTo(2);
        assertThat(count(report, "doubled")).isPositive();
    }

    @Test
    void missedMessagesBeyondTheServersLimitAreFetched() {
        Faults drop = dropAt(70);
        JsonNode report = run(
                new Faults() {
                    @Override
                    public boolean acknowledges(int n, FakeServer server) {
                        return drop.acknowledges(n, server);
                    }

                    @Override
                    public int redeliveryLimit() {
                        return 3;
                    }
                },
                "--resend",
                "--no-confirm");
        assertThat(exitCode).isZero();
        assertThat(count(report, "received")).isEqualTo(100);
    }

    @Test
    void aStallShowsInEveryDelayedMessagesLatency() {
        JsonNode report = run(new Faults() {
            @Override
            public boolean acknowledges(int n, FakeServer server) {
                if (n == 60) {
                    server.stall(300);
                }
                return true;
            }
        });
        assertThat(exitCode).isZero();
        assertThat(report.path("sendToAcknowledged").path("count").asInt()).isEqualTo(100);
        // 60 of the 100 measured messages fell due during the stall, and waited 150 ms on average.
        assertThat(report.path("sendToAcknowledged").path("p90").asDouble()).isBetween(200.0, 1_000.0);
        assertThat(report.path("sendToReceived").path("p50").asDouble()).isGreaterThan(25);
        assertThat(report.path("sentPerSecond").asDouble()).isGreaterThan(150);
    }

    @Test
    void anExpiringSessionIsRenewedWithoutASecondLogIn() {
        AtomicBoolean warned = new AtomicBoolean();
        try (FakeServer server = new FakeServer(new Faults() {
            @Override
            public boolean acknowledges(int n, FakeServer server) {
                if (n == 10 && warned.compareAndSet(false, true)) {
                    server.warnOfExpiry();
                }
                return true;
            }
        })) {
            JsonNode report = run(server);
            assertThat(exitCode).isZero();
            assertThat(server.sessionRefreshes()).isEqualTo(4);
            assertThat(report.path("sockets").path("sessionsRenewed").asInt()).isEqualTo(4);
            assertThat(server.refreshes()).isEqualTo(4);
            assertThat(server.logIns()).isEqualTo(4);
        }
    }

    @Test
    void heartbeatsAreAnswered() {
        try (FakeServer server = new FakeServer(Faults.NONE).pingEvery(50)) {
            run(server);
            assertThat(exitCode).isZero();
            assertThat(server.pongs()).isGreaterThanOrEqualTo(4 * 5);
        }
    }

    @Test
    void confirmationsAreCoalescedWhenAskedTo() {
        try (FakeServer each = new FakeServer(Faults.NONE);
                FakeServer few = new FakeServer(Faults.NONE)) {
            run(each);
            run(few, "--confirm-pause", "300ms");
            assertThat(each.confirmations()).isEqualTo(MESSAGES);
            assertThat(few.confirmations()).isBetween(2, 16);
        }
    }

    @Test
    void beingAskedToWaitIsHonouredWhileRegistering() {
        try (FakeServer server = new FakeServer(new Faults() {
            @Override
            public int throttledRegistrations() {
                return 5;
            }
        })) {
            run(server);
            assertThat(exitCode).isZero();
            assertThat(server.registrations()).isEqualTo(4);
            assertThat(said).contains("5 times asked to wait");
        }
    }

    @Test
    void usersLogInAgainOnlyWithoutASession(@TempDir Path folder) {
        String file = folder.resolve("users.json").toString();
        try (FakeServer server = new FakeServer(Faults.NONE)) {
            run(server, "--users-file", file);
            run(server, "--users-file", file);
            assertThat(exitCode).isZero();
            assertThat(server.registrations()).isEqualTo(4);
            assertThat(server.logIns()).isEqualTo(4);
            server.forgetTokens();
            run(server, "--users-file", file);
            assertThat(exitCode).isZero();
            assertThat(server.refreshes()).isEqualTo(4);
            assertThat(server.logIns()).isEqualTo(4);
            server.forgetSessions();
            run(server, "--users-file", file);
            assertThat(exitCode).isZero();
            assertThat(server.registrations()).isEqualTo(4);
            assertThat(server.logIns()).isEqualTo(8);
        }
        try (FakeServer reset = new FakeServer(Faults.NONE)) {
            run(reset, "--users-file", file);
            assertThat(exitCode).isZero();
            assertThat(reset.registrations()).isEqualTo(4);
        }
    }

    @Test
    void lateMessagesOfAnEarlierRunAreNoFault(@TempDir Path folder) {
        String file = folder.resolve("users.json").toString();
        try (FakeServer server = new FakeServer(Faults.NONE)) {
            run(server, "--users-file", file, "--no-confirm");
            JsonNode second = run(server, "--users-file", file);
            assertThat(exitCode).isZero();
            assertThat(count(second, "foreign")).isEqualTo(MESSAGES);
            assertThat(count(second, "received")).isEqualTo(100);
        }
    }

    @Test
    void anAddressWhereNothingListensIsOneClearLine() {
        runWith("--url", "http://127.0.0.1:1");
        assertThat(exitCode).isEqualTo(1);
        assertThat(said.lines().toList().getLast())
                .isEqualTo("load-test: /auth/register failed: nothing listens at http://127.0.0.1:1");
    }

    @Test
    void refusalOfEverySocketIsASetUpError() {
        run(new Faults() {
            @Override
            public String connectRefusal(int n) {
                return "too_many_connections";
            }
        });
        assertThat(exitCode).isEqualTo(1);
        assertThat(said.lines().toList().getLast())
                .isEqualTo("load-test: a socket could not be opened: CONNECT refused: too_many_connections");
    }

    @Test
    void aRunWithoutAnAcknowledgementFails() {
        run(new Faults() {
            @Override
            public String refusal(int n) {
                return "blocked";
            }
        });
        assertThat(exitCode).isEqualTo(1);
    }

    @Test
    void anUnknownOptionIsASetUpError() {
        runWith("--no-such-option");
        assertThat(exitCode).isEqualTo(1);
    }

    /** Breaks all sockets instead of answering this send, which was accepted. */
    private static Faults dropAt(int send) {
        return new Faults() {
            @Override
            public boolean acknowledges(int n, FakeServer server) {
                if (n == send) {
                    server.dropSockets();
                }
                return n != send;
            }
        };
    }

    private JsonNode run(Faults faults, String... options) {
        try (FakeServer server = new FakeServer(faults)) {
            return run(server, options);
        }
    }

    /** Two pairs, 50 messages of warm-up and 100 measured ones. */
    private JsonNode run(FakeServer server, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "--url",
                server.url(),
                "--users",
                "4",
                "--rate",
                "200",
                "--warm-up",
                "250ms",
                "--duration",
                "500ms",
                "--drain",
                "2s",
                "--reconnect-pause",
                "100ms"));
        arguments.addAll(Arrays.asList(options));
        return runWith(arguments.toArray(String[]::new));
    }

    private JsonNode runWith(String... options) {
        List<String> arguments = new ArrayList<>(List.of("messages"));
        arguments.addAll(Arrays.asList(options));
        LoadTestRunner.Ended ended = LoadTestRunner.run(arguments.toArray(String[]::new));
        exitCode = ended.exitCode();
        said = ended.progress();
        return ended.report();
    }

    private static long count(JsonNode report, String what) {
        return report.path("counts").path(what).asLong(-1);
    }
}
