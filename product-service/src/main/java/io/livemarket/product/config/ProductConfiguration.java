package io.livemarket.product.config;

import com.mongodb.client.MongoDatabase;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.products.ProductCommand;
import io.livemarket.events.products.ProductResult;
import io.livemarket.kit.command.CommandClient;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.engine.DeciderEngine;
import io.livemarket.kit.health.Readiness;
import io.livemarket.kit.kafka.AcknowledgedWrites;
import io.livemarket.kit.kafka.CommandSender;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.projection.ProjectionRunner;
import io.livemarket.kit.projection.Projections;
import io.livemarket.kit.read.ReadBarrier;
import io.livemarket.product.kafka.ProductCommands;
import io.livemarket.product.kafka.ProductEngine;
import io.livemarket.product.projection.Departures;
import io.livemarket.product.projection.DeparturesProjection;
import io.livemarket.product.projection.ProductQueries;
import io.livemarket.product.projection.ProductsProjection;
import io.livemarket.product.projection.ReservationsProjection;
import io.livemarket.product.web.ProductReads;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of product-service. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProductProperties.class)
class ProductConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    DeciderEngine productEngine(
            KafkaClients clients,
            TopicProvisioner topics,
            LiveMarketProperties common,
            Producer<String, byte[]> producer,
            MeterRegistry registry) {
        return ProductEngine.of(clients, topics, common, producer, registry);
    }

    @Bean
    CommandClient<ProductResult> productAnswers(
            KafkaClients clients, TopicProvisioner topics, LiveMarketProperties common, ProductProperties properties) {
        return new CommandClient<>(
                new CommandClient.Answers<>(
                        Topics.PRODUCTS_RESULTS, EventCodec.of(ProductResult.class), ProductResult::commandId),
                clients,
                topics,
                List.of(Topics.PRODUCTS_COMMANDS, Topics.PRODUCTS_RESULTS),
                common.instance(),
                properties.commandTimeout());
    }

    @Bean
    ProductCommands productCommands(
            CommandClient<ProductResult> answers, Producer<String, byte[]> producer, LiveMarketProperties common) {
        return new ProductCommands(
                new CommandSender<>(
                        producer, Topics.PRODUCTS_COMMANDS, EventCodec.of(ProductCommand.class), common.instance()),
                answers);
    }

    @Bean
    ProductQueries productQueries(MongoDatabase database) {
        return new ProductQueries(database);
    }

    @Bean
    Departures departures(MongoDatabase database, Producer<String, byte[]> producer) {
        return new Departures(database, commands -> AcknowledgedWrites.write(producer, commands));
    }

    @Bean
    ProjectionRunner productsRunner(MongoDatabase database, Departures departures, Projections projections) {
        ProductsProjection products = new ProductsProjection(database, departures);
        return projections.runner(
                products,
                Topics.PRODUCTS_EVENTS,
                new ProjectionRunner.Settings(500, Duration.ofMillis(100), products::createIndexes));
    }

    @Bean
    ProjectionRunner departuresRunner(Departures departures, Projections projections) {
        return projections.runner(
                new DeparturesProjection(departures),
                Topics.USERS_EVENTS,
                ProjectionRunner.Settings.skipping(() -> {}));
    }

    @Bean
    ProjectionRunner reservationsRunner(Projections projections, Producer<String, byte[]> producer) {
        return projections.runner(
                new ReservationsProjection(commands -> AcknowledgedWrites.write(producer, commands)),
                Topics.CHAT_EVENTS,
                ProjectionRunner.Settings.skipping(() -> {}));
    }

    @Bean
    ReadBarrier productsBarrier(KafkaClients clients, ProjectionRunner productsRunner) {
        return new ReadBarrier(clients, productsRunner);
    }

    @Bean
    ProductReads productReads(ProductQueries queries, ReadBarrier productsBarrier) {
        return new ProductReads(queries, productsBarrier);
    }

    @Bean
    Readiness deciderHealthIndicator(DeciderEngine productEngine, CommandClient<ProductResult> answers) {
        return Readiness.of("engine", productEngine).and("answers", answers);
    }

    @Bean
    Readiness projectionHealthIndicator(
            ProjectionRunner productsRunner, ProjectionRunner departuresRunner, ProjectionRunner reservationsRunner) {
        return Readiness.of("products", productsRunner)
                .and("departures", departuresRunner)
                .and("reservations", reservationsRunner);
    }
}
