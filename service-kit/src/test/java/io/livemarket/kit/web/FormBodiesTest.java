package io.livemarket.kit.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.errors.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.FormContentFilter;

/** Forms as bodies of PUT, PATCH and DELETE, with the settings of service-kit.yml. */
class FormBodiesTest {

    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        ErrorMvcAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        JacksonAutoConfiguration.class
    })
    @Import({ProblemAdvice.class, Things.class})
    static class Service {}

    record Thing(String name) {}

    @RestController
    static class Things {

        @PutMapping("/things")
        void put(@RequestBody Thing thing) {}

        @DeleteMapping("/things")
        void delete() {}
    }

    private final ConfigurableApplicationContext context = new SpringApplicationBuilder(Service.class)
            .web(WebApplicationType.SERVLET)
            .properties("spring.config.name=service-kit")
            .run("--livemarket.service=test-service", "--server.port=0");

    @AfterEach
    void close() {
        context.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"name=bici", "name=%zz", "%"})
    void aFormInPlaceOfJsonIsNotSupported(String form) throws Exception {
        HttpResponse<String> answer = send("PUT", form);
        assertThat(answer.statusCode()).isEqualTo(ErrorCode.UNSUPPORTED_MEDIA_TYPE.status());
        assertThat(answer.body()).contains(ErrorCode.UNSUPPORTED_MEDIA_TYPE.code());
    }

    @Test
    void aFormIsNotReadBeforeItsOperation() throws Exception {
        assertThat(context.getBeansOfType(FormContentFilter.class)).isEmpty();
        assertThat(send("DELETE", "%").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> send(String method, String form) throws IOException, InterruptedException {
        int port = ((WebServerApplicationContext) context).getWebServer().getPort();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/things"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .method(method, BodyPublishers.ofString(form))
                            .build(),
                    BodyHandlers.ofString());
        }
    }
}
