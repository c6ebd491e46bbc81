package io.livemarket.file.config;

import com.mongodb.client.MongoDatabase;
import io.livemarket.events.files.FileCommand;
import io.livemarket.events.files.FileResult;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.file.content.SquareCache;
import io.livemarket.file.kafka.FileCommands;
import io.livemarket.file.kafka.FileEngine;
import io.livemarket.file.metrics.FileMetrics;
import io.livemarket.file.projection.AvatarsProjection;
import io.livemarket.file.projection.FileQueries;
import io.livemarket.file.projection.FilesProjection;
import io.livemarket.file.projection.ReadersProjection;
import io.livemarket.file.projection.RemovalProjection;
import io.livemarket.file.scan.ClamdScan;
import io.livemarket.file.scan.VirusScan;
import io.livemarket.file.storage.ObjectStore;
import io.livemarket.file.upload.BucketOwner;
import io.livemarket.file.upload.OrphanSweep;
import io.livemarket.file.upload.Schedule;
import io.livemarket.file.upload.SweepTurn;
import io.livemarket.file.upload.Uploads;
import io.livemarket.file.web.FileAccess;
import io.livemarket.file.web.PublicPictures;
import io.livemarket.file.web.SignedUrls;
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
import io.livemarket.kit.projection.VersionedProjection;
import io.livemarket.kit.read.ReadBarrier;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The beans of file-service. */
@Configuration(proxyBeanMethods = false)
@Import(EvidenceConfiguration.class)
@EnableConfigurationProperties({FileProperties.class, S3Properties.class})
class FileConfiguration {

    private static final ProjectionRunner.Settings FEEDING = feeding(() -> {});

    /** The least time between two requests to the broker for the end of a log that clients without a token cause. */
    static final Duration PUBLIC_REQUEST_INTERVAL = Duration.ofMillis(100);

    /** The settings of most projections: batches of 500 records at most, and a pause of 100 ms after a large one. */
    static ProjectionRunner.Settings feeding(Runnable prepare) {
        return new ProjectionRunner.Settings(500, Duration.ofMillis(100), prepare);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    ObjectStore objectStore(S3Properties properties) {
        return new ObjectStore(properties);
    }

    @Bean
    DeciderEngine fileEngine(
            KafkaClients clients,
            TopicProvisioner topics,
            LiveMarketProperties common,
            FileProperties properties,
            Producer<String, byte[]> producer,
            MeterRegistry registry) {
        return FileEngine.of(clients, topics, common, properties, producer, registry);
    }

    @Bean
    CommandClient<FileResult> fileAnswers(
            KafkaClients clients, TopicProvisioner topics, LiveMarketProperties common, FileProperties properties) {
        return new CommandClient<>(
                new CommandClient.Answers<>(
                        Topics.FILES_RESULTS, EventCodec.of(FileResult.class), FileResult::commandId),
                clients,
                topics,
                List.of(Topics.FILES_COMMANDS, Topics.FILES_RESULTS),
                common.instance(),
                properties.commandTimeout());
    }

    @Bean
    FileCommands fileCommands(
            CommandClient<FileResult> answers, Producer<String, byte[]> producer, LiveMarketProperties common) {
        return new FileCommands(
                new CommandSender<>(
                        producer, Topics.FILES_COMMANDS, EventCodec.of(FileCommand.class), common.instance()),
                answers);
    }

    @Bean
    FileQueries fileQueries(MongoDatabase database) {
        return new FileQueries(database);
    }

    @Bean
    ProjectionRunner filesRunner(MongoDatabase database, Projections projections) {
        return projections.runner(
                new VersionedProjection<>(new FilesProjection(database)), Topics.FILES_EVENTS, FEEDING);
    }

    @Bean
    ProjectionRunner readersRunner(MongoDatabase database, Projections projections, Producer<String, byte[]> producer) {
        ReadersProjection readers =
                new ReadersProjection(database, commands -> AcknowledgedWrites.write(producer, commands));
        return projections.runner(
                readers, Topics.CHAT_EVENTS, ProjectionRunner.Settings.skipping(readers::createIndexes));
    }

    @Bean
    ProjectionRunner avatarsRunner(MongoDatabase database, Projections projections, Producer<String, byte[]> producer) {
        return projections.runner(
                new AvatarsProjection(database, commands -> AcknowledgedWrites.write(producer, commands)),
                Topics.USERS_EVENTS,
                FEEDING);
    }

    @Bean
    ProjectionRunner removalRunner(
            ObjectStore store, FileMetrics metrics, Projections projections, ReadBarrier evidenceBarrier) {
        return projections.runner(
                new RemovalProjection(store, metrics, () -> evidenceBarrier.requireAll(ReadBarrier.BOUND)),
                Topics.FILES_EVENTS,
                FEEDING);
    }

    @Bean
    ReadBarrier filesBarrier(KafkaClients clients, ProjectionRunner filesRunner) {
        return new ReadBarrier(clients, filesRunner);
    }

    @Bean
    ReadBarrier readersBarrier(KafkaClients clients, ProjectionRunner readersRunner) {
        return new ReadBarrier(clients, readersRunner);
    }

    @Bean
    ReadBarrier profilesBarrier(KafkaClients clients, ProjectionRunner avatarsRunner) {
        return new ReadBarrier(clients, avatarsRunner);
    }

    @Bean
    ReadBarrier publicFilesBarrier(KafkaClients clients, ProjectionRunner filesRunner) {
        return ReadBarrier.apart(clients, filesRunner, PUBLIC_REQUEST_INTERVAL);
    }

    @Bean
    ReadBarrier publicProfilesBarrier(KafkaClients clients, ProjectionRunner avatarsRunner) {
        return ReadBarrier.apart(clients, avatarsRunner, PUBLIC_REQUEST_INTERVAL);
    }

    @Bean
    PublicPictures publicPictures(
            FileQueries queries, ReadBarrier publicFilesBarrier, ReadBarrier publicProfilesBarrier) {
        return new PublicPictures(queries, publicFilesBarrier, publicProfilesBarrier);
    }

    @Bean
    SquareCache squareCache() {
        return new SquareCache();
    }

    @Bean
    FileMetrics fileMetrics(MeterRegistry registry) {
        return new FileMetrics(registry);
    }

    @Bean
    BucketOwner bucketOwner(ObjectStore store, FileQueries queries, ReadBarrier filesBarrier) {
        return new BucketOwner(store, queries, filesBarrier);
    }

    @Bean
    OrphanSweep orphanSweep(
            ObjectStore store,
            BucketOwner owner,
            FileQueries queries,
            MongoDatabase database,
            LiveMarketProperties common,
            ReadBarrier filesBarrier,
            FileMetrics metrics,
            FileProperties properties,
            Clock clock) {
        return new OrphanSweep(
                new OrphanSweep.Parts(store, owner, new SweepTurn(database, common.instance()), queries),
                filesBarrier,
                metrics,
                new OrphanSweep.Rules(
                        properties.sweepEvery(), properties.orphansKept(), properties.sweepLimit(), clock));
    }

    @Bean
    Schedule orphanSweeps(OrphanSweep sweep, FileProperties properties) {
        return new Schedule("orphan-sweep", properties.sweepEvery(), sweep::sweep);
    }

    @Bean
    FileAccess fileAccess(
            FileQueries queries, ReadBarrier filesBarrier, ReadBarrier readersBarrier, ReadBarrier profilesBarrier) {
        return new FileAccess(queries, filesBarrier, readersBarrier, profilesBarrier);
    }

    @Bean
    SignedUrls signedUrls(FileProperties properties, Clock clock) {
        return new SignedUrls(properties.urlKey(), properties.acceptedUrlKeys(), properties.urlLife(), clock);
    }

    @Bean
    VirusScan virusScan(FileProperties properties) {
        String address = properties.clamd().address();
        return address.isBlank()
                ? VirusScan.NONE
                : new ClamdScan(address, properties.clamd().timeout());
    }

    @Bean
    Uploads uploads(
            FileProperties properties,
            ObjectStore store,
            BucketOwner owner,
            FileCommands commands,
            FileQueries queries,
            VirusScan scan,
            FileMetrics metrics,
            LiveMarketProperties common,
            Clock clock) {
        return new Uploads(
                properties,
                new Uploads.Parts(store, owner, commands, queries, scan, metrics),
                common.dataDir().resolve("uploads"),
                clock);
    }

    @Bean
    Readiness deciderHealthIndicator(DeciderEngine fileEngine, CommandClient<FileResult> answers) {
        return Readiness.of("engine", fileEngine).and("answers", answers);
    }

    @Bean
    Readiness projectionHealthIndicator(
            ProjectionRunner filesRunner,
            ProjectionRunner readersRunner,
            ProjectionRunner removalRunner,
            ProjectionRunner avatarsRunner,
            ProjectionRunner evidenceRunner) {
        return Readiness.of("files", filesRunner)
                .and("readers", readersRunner)
                .and("removals", removalRunner)
                .and("avatars", avatarsRunner)
                .and("evidence", evidenceRunner);
    }

    @Bean
    HealthIndicator storeHealthIndicator(ObjectStore store) {
        return () -> store.isAvailable() ? Health.up().build() : Health.down().build();
    }
}
