package io.livemarket.file;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts file-service. */
@SpringBootApplication
public class FileServiceApplication {

    public static void main(String[] args) {
        builder().run(args);
    }

    /** The application with the shared configuration and its own, so that several services can run in one JVM. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(FileServiceApplication.class)
                .web(WebApplicationType.SERVLET)
                .properties("spring.config.name=service-kit,file-service");
    }
}
