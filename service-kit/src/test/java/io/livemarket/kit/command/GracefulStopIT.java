package io.livemarket.kit.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.Ids;
import io.livemarket.events.files.FileCommand;
import io.livemarket.events.files.FileCommand.DeleteFile;
import io.livemarket.events.files.FileResult;
import io.livemarket.events.files.FileResult.CommandAccepted;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.kafka.CommandSender;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.kafka.TopicTail;
import io.livemarket.testkit.running.StopOrder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A service with all that the kit gives it, on a real broker. The decider is the test, so that it answers when it
 * likes.
 */
class GracefulStopIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String ORIGIN = "stopping";

    @Test
    void aWriteInFlightAtTheStopGetsItsAnswer() throws Exception {
        BlockingQueue<UUID> commands = new LinkedBlockingQueue<>();
        try (AnsweredTopics topics = new AnsweredTopics();
                HttpClient http = HttpClient.newHttpClient();
                ConfigurableApplicationContext service = start(topics);
                TopicTail _ = TopicTail.fromBeginning(
                        "decider",
                        topics.clients(),
                        List.of(topics.commands()),
                        record -> commands.add(Envelope.id(record.headers(), Envelope.ID)))) {
            StopOrder.assertWebServerStopsFirst(service, Service.Marker.class);
            URI uri = URI.create(
                    "http://localhost:" + service.getEnvironment().getProperty("local.server.port") + "/ask");
            await().atMost(LIMIT)
                    .until(() -> service.getBean(CommandClient.class).status().isWorking());
            CompletableFuture<HttpResponse<String>> asked = http.sendAsync(
                    HttpRequest.newBuilder(uri)
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            UUID command = commands.poll(60, TimeUnit.SECONDS);

            Thread stopping = Thread.ofPlatform().start(service::close);
            assertThat(service.getBean(Service.Marker.class).stopped.await(60, TimeUnit.SECONDS))
                    .isTrue();
            topics.answer(ORIGIN, new CommandAccepted(command, command, 1));

            HttpResponse<String> answer = asked.get(60, TimeUnit.SECONDS);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("decided");
            stopping.join();
        }
    }

    private static ConfigurableApplicationContext start(AnsweredTopics topics) {
        return new SpringApplicationBuilder(Service.class)
                .web(WebApplicationType.SERVLET)
                .properties("spring.config.name=service-kit")
                .run(
                        "--server.port=0",
                        "--livemarket.service=stopping-service",
                        "--livemarket.instance=" + ORIGIN,
                        "--livemarket.mongodb.enabled=false",
                        "--livemarket.web.public-paths=/ask",
                        "--livemarket.kafka.bootstrap-servers="
                                + topics.settings().bootstrapServers(),
                        "--test.commands=" + topics.commands().name(),
                        "--test.results=" + topics.results().name());
    }

    @Configuration
    @EnableAutoConfiguration
    @RestController
    static class Service {

        @Value("${test.commands}")
        private String commands;

        @Value("${test.results}")
        private String results;

        @Bean
        CommandClient<FileResult> answers(KafkaClients clients, TopicProvisioner provisioner) {
            Topic answered = topic(results);
            return new CommandClient<>(
                    new CommandClient.Answers<>(answered, EventCodec.of(FileResult.class), FileResult::commandId),
                    clients,
                    provisioner,
                    List.of(topic(commands), answered),
                    ORIGIN,
                    LIMIT);
        }

        @Bean
        Asking asking(
                CommandClient<FileResult> answers, Producer<String, byte[]> producer, LiveMarketProperties common) {
            return new Asking(
                    answers,
                    new CommandSender<>(
                            producer, topic(commands), EventCodec.of(FileCommand.class), common.instance()));
        }

        /** Stops when everything has that stops before the web server. */
        @Bean
        Marker marker() {
            return new Marker();
        }

        private static Topic topic(String name) {
            return new Topic(name, "id", "test", null, false, false);
        }

        static final class Marker implements SmartLifecycle {
            private final CountDownLatch stopped = new CountDownLatch(1);

            @Override
            public void start() {}

            @Override
            public void stop() {
                stopped.countDown();
            }

            @Override
            public boolean isRunning() {
                return stopped.getCount() > 0;
            }

            @Override
            public int getPhase() {
                return DEFAULT_PHASE - 1;
            }
        }
    }

    @RestController
    static final class Asking {
        private final CommandClient<FileResult> answers;
        private final CommandSender<FileCommand> sender;

        Asking(CommandClient<FileResult> answers, CommandSender<FileCommand> sender) {
            this.answers = answers;
            this.sender = sender;
        }

        @PostMapping("/ask")
        String ask() {
            UUID id = Ids.next();
            return switch (answers.ask(
                    id, () -> sender.send(id, id, new DeleteFile(id, id, Instant.EPOCH), Envelope.Reply.ALWAYS))) {
                case CommandAccepted _ -> "decided";
                case FileResult.CommandRefused _ -> "refused";
            };
        }
    }
}
