package io.livemarket.product;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts product-service. */
@SpringBootApplication
public class ProductServiceApplication {

    public static void main(String[] args) {
        builder().run(args);
    }

    /** The application with the shared configuration and its own, so that several services can run in one JVM. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(ProductServiceApplication.class)
                .web(WebApplicationType.SERVLET)
                .properties("spring.config.name=service-kit,product-service");
    }
}
