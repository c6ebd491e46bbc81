package io.livemarket.file.config;

import com.mongodb.client.MongoDatabase;
import io.livemarket.events.kafka.Topics;
import io.livemarket.file.projection.EvidenceCopies;
import io.livemarket.file.projection.EvidenceDocuments;
import io.livemarket.file.projection.EvidenceProjection;
import io.livemarket.file.projection.FileQueries;
import io.livemarket.file.storage.ObjectStore;
import io.livemarket.file.upload.EvidenceRelease;
import io.livemarket.file.upload.Schedule;
import io.livemarket.file.web.EvidenceAccess;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.projection.ProjectionRunner;
import io.livemarket.kit.projection.Projections;
import io.livemarket.kit.read.ReadBarrier;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans that keep copies of files as evidence. */
@Configuration(proxyBeanMethods = false)
class EvidenceConfiguration {

    @Bean
    EvidenceDocuments evidenceDocuments(MongoDatabase database) {
        return new EvidenceDocuments(database);
    }

    @Bean
    ProjectionRunner evidenceRunner(
            ObjectStore store,
            FileQueries queries,
            ReadBarrier filesBarrier,
            EvidenceDocuments documents,
            Projections projections,
            FileProperties properties,
            Clock clock) {
        FileProperties.Evidence limits = properties.evidence();
        EvidenceCopies copies = new EvidenceCopies(
                store,
                queries,
                filesBarrier,
                documents,
                new EvidenceCopies.Limits(
                        limits.filesPerCase(),
                        limits.bytesPerCase().toBytes(),
                        limits.filesPerUser(),
                        limits.bytesPerUser().toBytes()));
        return projections.runner(
                new EvidenceProjection(documents, copies, limits.life(), clock),
                Topics.MODERATION_EVENTS,
                FileConfiguration.feeding(documents::createIndexes));
    }

    @Bean
    ReadBarrier evidenceBarrier(KafkaClients clients, ProjectionRunner evidenceRunner) {
        return new ReadBarrier(clients, evidenceRunner);
    }

    @Bean
    ReadBarrier publicEvidenceBarrier(KafkaClients clients, ProjectionRunner evidenceRunner) {
        return ReadBarrier.apart(clients, evidenceRunner, FileConfiguration.PUBLIC_REQUEST_INTERVAL);
    }

    @Bean
    EvidenceAccess evidenceAccess(EvidenceDocuments documents, ReadBarrier publicEvidenceBarrier, Clock clock) {
        return new EvidenceAccess(documents, publicEvidenceBarrier, clock);
    }

    @Bean
    EvidenceRelease evidenceRelease(EvidenceDocuments documents, ObjectStore store, Clock clock) {
        return new EvidenceRelease(documents, store, clock);
    }

    @Bean
    Schedule evidenceReleases(EvidenceRelease release, FileProperties properties) {
        return new Schedule("evidence-release", properties.collectEvery(), release::release);
    }
}
