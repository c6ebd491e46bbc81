package io.livemarket.gateway.web;

import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Serves the API documents, and the pages that show them, without a token: the repository contains them as well. */
@Configuration(proxyBeanMethods = false)
class ApiDocRoutes {

    /** Scripts, styles and connections of this server only. */
    static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** Swagger UI has images as data addresses in its style sheet. */
    static final String SWAGGER_POLICY = POLICY.replace("img-src 'self'", "img-src 'self' data:");

    @Bean
    RouterFunction<ServerResponse> apiDocs() throws IOException {
        return KeptFiles.route(
                ApiDocFiles.load()::find, file -> file.path().equals(ApiDocFiles.REST_PAGE) ? SWAGGER_POLICY : POLICY);
    }
}
