package io.livemarket.kit.web;

import org.springframework.http.MediaType;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Answers with JSON, whatever {@code Accept} has (RFC 9110, section 12.4.1 allows it). Each answer has one form, and a
 * refusal after the work was done would make the client ask for the work again.
 */
class JsonAlways implements WebMvcConfigurer {

    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
        negotiation.ignoreAcceptHeader(true).defaultContentType(MediaType.ALL);
    }
}
