package io.livemarket.moderation;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts moderation-service. */
@SpringBootApplication
public class ModerationServiceApplication {

    public static void main(String[] args) {
        builder().run(args);
    }

    /**
     * The application with its own configuration beside the shared configuration, so that several services can share a
     * JVM.
     */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(ModerationServiceApplication.class)
                .web(WebApplicationType.SERVLET)
                .properties("spring.config.name=service-kit,moderation-service");
    }
}
