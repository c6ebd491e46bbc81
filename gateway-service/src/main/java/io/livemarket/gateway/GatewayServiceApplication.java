package io.livemarket.gateway;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts gateway-service. */
// Tomcat is on the class path for the other services; the management port of this service is served by Netty too.
@SpringBootApplication(
        excludeName =
                "org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatReactiveManagementContextAutoConfiguration")
public class GatewayServiceApplication {

    public static void main(String[] args) {
        builder().run(args);
    }

    /**
     * The application with its own configuration and that of all services, so that several services can share a JVM.
     */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(GatewayServiceApplication.class)
                .web(WebApplicationType.REACTIVE)
                .properties("spring.config.name=service-kit,gateway-service");
    }
}
