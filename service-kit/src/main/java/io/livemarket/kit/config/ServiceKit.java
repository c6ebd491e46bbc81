package io.livemarket.kit.config;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.livemarket.events.Json;
import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.command.CommandClient;
import io.livemarket.kit.command.KnownTopics;
import io.livemarket.kit.health.MongoPing;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.logging.RepeatedWarnings;
import io.livemarket.kit.projection.Projections;
import io.livemarket.kit.projection.StoreConnection;
import io.livemarket.kit.tracing.Tracing;
import io.livemarket.kit.tracing.TracingProperties;
import io.livemarket.kit.web.SoundTexts;
import io.livemarket.kit.web.UnknownFields;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.bson.UuidRepresentation;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/** The beans that every service has. */
@AutoConfiguration(beforeName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@EnableConfigurationProperties({LiveMarketProperties.class, TracingProperties.class})
public class ServiceKit {

    public ServiceKit() {
        RepeatedWarnings.install();
    }

    @Bean
    JsonMapper jsonMapper() {
        return Json.MAPPER
                .rebuild()
                .addHandler(new UnknownFields())
                .addModule(SoundTexts.module())
                .build();
    }

    /** Traces; off where {@link io.livemarket.kit.tracing.TracingSwitch} leaves no tracer. */
    @Bean
    Tracing tracing(ObjectProvider<Tracer> tracer) {
        return new Tracing(tracer.getIfAvailable());
    }

    @Bean
    KafkaClients kafkaClients(LiveMarketProperties properties, MeterRegistry meters, Tracing tracing) {
        return new KafkaClients(properties, meters, tracing);
    }

    @Bean
    TopicProvisioner topicProvisioner(KafkaClients clients, LiveMarketProperties properties, Environment environment) {
        return new TopicProvisioner(clients, properties.kafka(), ProductionGuard.isProduction(environment) ? 2 : 1);
    }

    /**
     * The producer, created at the first use: some services publish nothing. {@link ProducerShutdown} closes it, within
     * a bound.
     */
    @Bean(destroyMethod = "")
    @Lazy
    Producer<String, byte[]> kafkaProducer(KafkaClients clients, ProducerShutdown shutdown) {
        return shutdown.closing(new KafkaProducer<>(clients.producer("producer")));
    }

    @Bean
    KnownTopics knownTopics(
            ObjectProvider<CommandClient<?>> clients, ObjectProvider<Producer<String, byte[]>> producer) {
        return new KnownTopics(
                () -> clients.stream()
                        .<Topic>flatMap(client -> client.topics().stream())
                        .distinct()
                        .toList(),
                producer::getObject);
    }

    @Bean
    ProducerShutdown producerShutdown() {
        return new ProducerShutdown();
    }

    /** Closes producers without waiting for an unreachable cluster. */
    static final class ProducerShutdown implements AutoCloseable {

        private final List<Producer<?, ?>> producers = new CopyOnWriteArrayList<>();

        <K, V> Producer<K, V> closing(Producer<K, V> producer) {
            producers.add(producer);
            return producer;
        }

        @Override
        public void close() {
            producers.forEach(producer -> producer.close(Duration.ofSeconds(5)));
        }
    }

    /** The beans of read models; off for a service without read models ({@code livemarket.mongodb.enabled=false}). */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "livemarket.mongodb.enabled", matchIfMissing = true)
    static class ReadModels {

        @Bean
        StoreConnection storeConnection() {
            return new StoreConnection();
        }

        @Bean(destroyMethod = "close")
        MongoClient mongoClient(LiveMarketProperties properties, SslBundles bundles, StoreConnection connection) {
            MongoClientSettings.Builder settings = MongoClientSettings.builder()
                    .applyConnectionString(
                            new ConnectionString(properties.mongodb().uri()))
                    .uuidRepresentation(UuidRepresentation.STANDARD)
                    .applicationName(properties.service())
                    .applyToServerSettings(server -> server.addServerListener(connection))
                    .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(2, TimeUnit.SECONDS))
                    .applyToSocketSettings(
                            socket -> socket.connectTimeout(2, TimeUnit.SECONDS).readTimeout(10, TimeUnit.SECONDS));
            String bundle = properties.mongodb().sslBundle();
            if (!bundle.isEmpty()) {
                settings.applyToSslSettings(ssl ->
                        ssl.enabled(true).context(bundles.getBundle(bundle).createSslContext()));
            }
            return MongoClients.create(settings.build());
        }

        /** The service's own database: {@code <prefix>_<service without "-service">}. */
        @Bean
        MongoDatabase database(MongoClient client, LiveMarketProperties properties) {
            String service = properties.service().replace("-service", "");
            return client.getDatabase(properties.mongodb().prefix() + "_" + service);
        }

        @Bean
        Projections projections(
                MongoDatabase database,
                StoreConnection store,
                KafkaClients clients,
                TopicProvisioner topics,
                Producer<String, byte[]> producer,
                MeterRegistry meters) {
            return new Projections(database, store, clients, topics, producer, meters);
        }

        @Bean
        MongoPing mongoHealthIndicator(MongoDatabase database) {
            return new MongoPing(database);
        }
    }
}
