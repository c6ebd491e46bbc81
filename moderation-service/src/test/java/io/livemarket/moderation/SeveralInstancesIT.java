package io.livemarket.moderation;

import static io.livemarket.testkit.MessageSentBuilder.messageSent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope.Reply;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.MessageFlagged;
import io.livemarket.events.moderation.ModerationEvent.UserWarned;
import io.livemarket.events.moderation.RuleAction;
import io.livemarket.kit.engine.DeciderEngine;
import io.livemarket.kit.health.PartStatus;
import io.livemarket.kit.kafka.CommandSender;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.read.LogEnds;
import io.livemarket.kit.testing.UnconfirmedCommits;
import io.livemarket.kit.web.ApiException;
import io.livemarket.moderation.content.RuleBook;
import io.livemarket.moderation.content.RuleChanges;
import io.livemarket.moderation.domain.BroadRules;
import io.livemarket.moderation.domain.ModerationCommand;
import io.livemarket.moderation.domain.ModerationCommand.WarnUser;
import io.livemarket.moderation.domain.RuleCommand.ApproveRule;
import io.livemarket.moderation.domain.RuleCommand.DefineRule;
import io.livemarket.moderation.domain.RuleReach;
import io.livemarket.moderation.domain.RuleText;
import io.livemarket.moderation.kafka.ModerationTopics;
import io.livemarket.testkit.running.RunningService;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two instances, of which one comes and goes, and then the other. */
class SeveralInstancesIT {

    private static final Duration A_WHILE = Duration.ofSeconds(90);
    private static final int EACH = 40;
    private static final int RULE_CHANGES = 8;
    private static final UUID MODERATOR = Ids.next();

    @Test
    void commandsAndFlagsAreDecidedOnceWhileInstancesChange() {
        try (RunningModerationService service = RunningModerationService.alone()) {
            List<UUID> users = Stream.generate(service::newUser).limit(5).toList();
            ask(service, users);
            try (RunningService second = service.another()) {
                awaitShare(second);
                ask(service, users);
                assertThatNoChangeOfARuleIsLost(service, second);
                assertThatOneOfTwoApprovalsCounts(service, second);
                assertThatAnUnconfirmedChangeIsMadeOnce(service);
            }
            ask(service, users);
            try (RunningService second = service.another()) {
                awaitShare(second);
                service.bean(DeciderEngine.class).stop();
                ask(service, users);
                service.bean(DeciderEngine.class).start();
                awaitShare(second);
            }
            for (UUID user : users) {
                await().atMost(A_WHILE)
                        .untilAsserted(() -> assertThat(service.events(user)).hasSize(8 * EACH));
                List<ModerationEvent> events = service.events(user);
                assertThat(events)
                        .extracting(ModerationEvent::version)
                        .isEqualTo(LongStream.rangeClosed(1, 8L * EACH).boxed().toList());
                assertThat(events).filteredOn(UserWarned.class::isInstance).hasSize(4 * EACH);
                assertThat(events.stream()
                                .filter(MessageFlagged.class::isInstance)
                                .map(event -> ((MessageFlagged) event).messageId())
                                .distinct())
                        .hasSize(4 * EACH);
            }
        }
    }

    /**
     * Each change is decided behind those of the other instance, and has a key of its own, so that compaction keeps it.
     */
    private static void assertThatNoChangeOfARuleIsLost(RunningModerationService service, RunningService second) {
        UUID rule = Ids.next();
        Stream.of(service.bean(RuleBook.class), second.bean(RuleBook.class))
                .map(book -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < RULE_CHANGES; i++) {
                        book.decide(define(rule, RuleReach.NONE));
                    }
                }))
                .toList()
                .forEach(CompletableFuture::join);
        await().atMost(A_WHILE)
                .untilAsserted(() -> assertThat(service.bean(RuleChanges.class)
                                .of(rule, Long.MAX_VALUE, 200)
                                .items())
                        .hasSize(2 * RULE_CHANGES));
        assertThat(service.ruleKeys(rule)).hasSize(2 * RULE_CHANGES).doesNotHaveDuplicates();
    }

    private static void assertThatOneOfTwoApprovalsCounts(RunningModerationService service, RunningService second) {
        UUID rule = Ids.next();
        long version = service.bean(RuleBook.class)
                .decide(define(rule, new RuleReach(100, 100)))
                .orElseThrow()
                .pending()
                .version();
        List<Object> outcomes = Stream.of(service.bean(RuleBook.class), second.bean(RuleBook.class))
                .map(book -> CompletableFuture.<Object>supplyAsync(() -> book.decide(
                                        new ApproveRule(rule, version, Ids.next(), RunningModerationService.now()))
                                .orElseThrow()
                                .enabled())
                        .exceptionally(e -> ((ApiException) e.getCause()).code()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        assertThat(outcomes).containsExactlyInAnyOrder(true, ErrorCode.RULE_NOT_PENDING);
    }

    /** Each commit of this book is in the log, and fails with an answer that Kafka's client does not know. */
    private static void assertThatAnUnconfirmedChangeIsMadeOnce(RunningModerationService service) {
        UUID rule = Ids.next();
        KafkaClients clients = service.bean(KafkaClients.class);
        try (LogEnds written = LogEnds.ofAllWritten(clients, Topics.MODERATION_RULES)) {
            RuleBook book = new RuleBook(
                    clients,
                    service.bean(TopicProvisioner.class),
                    written,
                    new BroadRules(1, 1),
                    () -> UnconfirmedCommits.writer(clients, "moderation-service.rules.v1"));
            book.start();
            try {
                assertThat(book.decide(define(rule, RuleReach.NONE))).isPresent();
            } finally {
                book.stop();
            }
        }
        assertThat(service.ruleKeys(rule)).hasSize(1);
    }

    private static DefineRule define(UUID rule, RuleReach reach) {
        return new DefineRule(
                rule,
                new RuleText("scam", 1, RuleAction.FLAG, "zzyzx"),
                true,
                MODERATOR,
                reach,
                RunningModerationService.now());
    }

    /** Severity 0, so that no score grows and raises a risk. */
    private static void ask(RunningModerationService service, List<UUID> users) {
        CommandSender<ModerationCommand> sender = new CommandSender<>(
                service.producer(), ModerationTopics.COMMANDS, EventCodec.of(ModerationCommand.class), "it");
        for (int i = 0; i < EACH; i++) {
            for (UUID user : users) {
                WarnUser warn = new WarnUser(user, MODERATOR, "x", RunningModerationService.now());
                sender.send(Ids.next(), user, warn, Reply.NONE).join();
                MessageSent sent = messageSent(Ids.next(), 2, 1, Ids.next(), user)
                        .content("call me")
                        .at(RunningModerationService.now())
                        .build();
                service.flagged(
                        sent.chatId(),
                        EventCodec.of(ChatEvent.class).write(sent),
                        "{\"hits\":[{\"category\":\"contact_details\",\"severity\":0}]}");
            }
        }
    }

    private static void awaitShare(RunningService instance) {
        DeciderEngine engine = instance.bean(DeciderEngine.class);
        await().atMost(A_WHILE).untilAsserted(() -> {
            PartStatus status = engine.status();
            assertThat(status.state()).isEqualTo(PartStatus.State.WORKING);
            assertThat(status.details())
                    .hasEntrySatisfying(
                            "partitions", owned -> assertThat((int) owned).isPositive());
        });
    }
}
