package io.livemarket.gateway.web;

import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Serves the web client: its page at {@code /} and below {@code /app}, its files by their names. No address of the REST
 * API begins with any of them.
 */
@Configuration(proxyBeanMethods = false)
class WebClientRoutes {

    /**
     * Scripts, styles and fonts of this server only; pictures that are being uploaded are shown from memory. The policy
     * also applies to the service worker, so every file has it.
     */
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
            + "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; "
            + "base-uri 'none'; frame-ancestors 'none'";

    @Bean
    RouterFunction<ServerResponse> webClient() throws IOException {
        return KeptFiles.route(WebClientFiles.load()::find, _ -> POLICY);
    }
}
