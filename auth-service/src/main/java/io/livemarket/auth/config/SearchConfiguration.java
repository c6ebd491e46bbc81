package io.livemarket.auth.config;

import com.mongodb.client.MongoDatabase;
import io.livemarket.auth.projection.UserQueries;
import io.livemarket.auth.projection.UsersProjection;
import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.health.Readiness;
import io.livemarket.kit.projection.ProjectionRunner;
import io.livemarket.kit.projection.Projections;
import io.livemarket.kit.projection.VersionedProjection;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of the read model of public profiles. */
@Configuration(proxyBeanMethods = false)
class SearchConfiguration {

    private static final int BATCH = 500;

    @Bean
    UsersProjection usersProjection(MongoDatabase database) {
        return new UsersProjection(database);
    }

    @Bean
    ProjectionRunner usersProjectionRunner(UsersProjection projection, Projections projections) {
        return projections.runner(
                new VersionedProjection<>(projection),
                Topics.USERS_EVENTS,
                new ProjectionRunner.Settings(BATCH, Duration.ZERO, projection::createIndexes));
    }

    @Bean
    UserQueries userQueries(MongoDatabase database) {
        return new UserQueries(database);
    }

    @Bean
    Readiness usersProjectionHealthIndicator(ProjectionRunner projection) {
        return Readiness.of("users", projection);
    }
}
