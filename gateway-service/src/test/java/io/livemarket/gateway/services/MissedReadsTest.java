package io.livemarket.gateway.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.gateway.services.ChatReads.Answer;
import io.livemarket.gateway.testing.ManualTimer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MissedReadsTest {

    private static final Duration BETWEEN = MissedReads.BETWEEN;

    private final ManualTimer timer = new ManualTimer();
    private final List<String> alone = new ArrayList<>();
    private final List<List<String>> together = new ArrayList<>();
    private long now = 1;
    private String many;
    private int status = 200;
    private boolean failing;
    private final MissedReads reads = new MissedReads(
            new MissedReads.Reads() {
                @Override
                public CompletableFuture<Answer> undelivered(String token, int limit, String minOffsets) {
                    alone.add(token);
                    return CompletableFuture.completedFuture(answer(200, "alone " + token));
                }

                @Override
                public CompletableFuture<Answer> undeliveredOfMany(List<String> tokens, int limit) {
                    together.add(tokens);
                    return failing
                            ? CompletableFuture.failedFuture(new IllegalStateException("no answer"))
                            : CompletableFuture.completedFuture(answer(status, many == null ? ofAll(tokens) : many));
                }
            },
            timer,
            () -> now);

    private static Answer answer(int status, String body) {
        return new Answer(status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String ofAll(List<String> tokens) {
        return tokens.stream()
                .map(token -> "{\"missed\": {\"items\": [\"" + token + "\"]}, \"code\": null}")
                .collect(Collectors.joining(", ", "{\"answers\": [", "], \"more\": {}}"));
    }

    private CompletableFuture<Answer> fetch(String token) {
        return reads.fetch(token, 10, "");
    }

    /** The bodies of the answers; fails for a missing answer. */
    private static List<String> bodies(List<CompletableFuture<Answer>> answers) {
        return answers.stream()
                .map(answer -> new String(answer.getNow(null).body(), StandardCharsets.UTF_8))
                .toList();
    }

    private void pass(Duration time) {
        now += time.toNanos();
        timer.pass(time);
    }

    @Test
    void aSingleUserIsRequestedAtOnce() {
        assertThat(bodies(List.of(fetch("a")))).containsExactly("alone a");
        pass(BETWEEN);
        assertThat(bodies(List.of(fetch("b")))).containsExactly("alone b");
        assertThat(together).isEmpty();
    }

    @Test
    void usersWhoConnectTogetherShareARequest() {
        fetch("a");
        List<CompletableFuture<Answer>> answers = List.of(fetch("b"), fetch("c"));
        assertThat(answers).noneMatch(CompletableFuture::isDone);

        pass(BETWEEN);

        assertThat(together).containsExactly(List.of("b", "c"));
        assertThat(bodies(answers)).containsExactly("{\"items\": [\"b\"]}", "{\"items\": [\"c\"]}");
        assertThat(answers).allMatch(answer -> answer.join().isOk());
        assertThat(alone).containsExactly("a");
    }

    @Test
    void aFullRequestIsSentAtOnce() {
        fetch("a");
        IntStream.range(0, MissedReads.MOST).forEach(i -> fetch("b" + i));
        assertThat(together).hasSize(1);
        pass(BETWEEN);
        assertThat(together).hasSize(1);
    }

    @Test
    void onlyUsersLeftOutAreRequestedAlone() {
        many = """
                {"answers": [{"code": "unavailable"}, {"code": "token_expired", "missed": null}, {"missed": {}}]}""";
        fetch("a");
        List<CompletableFuture<Answer>> answers = List.of(fetch("b"), fetch("c"), fetch("d"));
        pass(BETWEEN);
        assertThat(bodies(answers)).containsExactly("alone b", "", "{}");
        assertThat(answers.get(1).join().status()).isEqualTo(401);
    }

    @Test
    void anEarlierVersionIsAskedPerUserForAMinute() {
        status = 404;
        fetch("a");
        List<CompletableFuture<Answer>> answers = new ArrayList<>(List.of(fetch("b"), fetch("c")));
        pass(BETWEEN);
        answers.addAll(List.of(fetch("d"), fetch("e")));
        pass(BETWEEN);
        assertThat(bodies(answers)).containsExactly("alone b", "alone c", "alone d", "alone e");
        assertThat(together).hasSize(1);

        status = 200;
        pass(Duration.ofMinutes(1));
        fetch("f");
        fetch("g");
        fetch("h");
        pass(BETWEEN);
        assertThat(together).hasSize(2);
    }

    @Test
    void aRefusedRequestIsRepeatedForEachUser() {
        status = 401;
        fetch("a");
        List<CompletableFuture<Answer>> answers = List.of(fetch("b"), fetch("c"));
        pass(BETWEEN);
        assertThat(bodies(answers)).containsExactly("alone b", "alone c");
    }

    @Test
    void aFailureForOneUserDoesNotAffectOthers() {
        status = 500;
        fetch("a");
        List<CompletableFuture<Answer>> answers = List.of(fetch("b"), fetch("c"));
        pass(BETWEEN);
        assertThat(bodies(answers)).containsExactly("alone b", "alone c");
    }

    @Test
    void anAnswerThatIsNoneHasEachAskedForAlone() {
        many = "{\"answers\": [{\"missed\": {}}]}";
        fetch("a");
        List<CompletableFuture<Answer>> answers = List.of(fetch("b"), fetch("c"));
        pass(BETWEEN);
        assertThat(bodies(answers)).containsExactly("alone b", "alone c");
    }

    @Test
    void aServiceThatIsAwayIsEachUsersAnswer() {
        status = 503;
        many = "{}";
        fetch("a");
        List<CompletableFuture<Answer>> answers = List.of(fetch("b"), fetch("c"));
        pass(BETWEEN);
        assertThat(answers).allMatch(answer -> answer.join().status() == 503);

        failing = true;
        fetch("d");
        CompletableFuture<Answer> last = fetch("e");
        pass(BETWEEN);
        assertThatThrownBy(last::join).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(alone).containsExactly("a");
    }
}
