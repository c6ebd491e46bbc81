package io.livemarket.kit.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.kit.mail.MailProperties.Security;
import io.livemarket.kit.mail.MailProperties.Transport;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class MailPropertiesTest {

    private static final Map<String, String> SMTP = Map.of(
            "livemarket.mail.transport",
            "smtp",
            "livemarket.mail.from",
            "LiveMarket <no-reply@example.com>",
            "livemarket.mail.web-client",
            "https://chat.example.com/app",
            "livemarket.mail.smtp.host",
            "mail.example.com");

    @Test
    void nothingIsSentUnlessATransportIsSet() {
        MailProperties properties = bind(Map.of());
        assertThat(properties.isOn()).isFalse();
        assertThat(properties.smtp().security()).isEqualTo(Security.STARTTLS);
    }

    @Test
    void offIsWrittenAsYamlReadsIt() {
        assertThat(bind(Map.of("livemarket.mail.transport", "off")).transport()).isEqualTo(Transport.OFF);
    }

    @Test
    void aLinkHasItsTokenInTheFragment() {
        assertThat(bind(SMTP).link("reset", "a.b")).isEqualTo("https://chat.example.com/app/reset#token=a.b");
    }

    @Test
    void theGatewaysAddressFollowsTheWebClients() {
        assertThat(bind(SMTP).api("/auth/x?token=a.b")).hasToString("https://chat.example.com/auth/x?token=a.b");
        Map<String, String> settings = new HashMap<>(SMTP);
        settings.put("livemarket.mail.api", "https://api.example.com/chat/");
        assertThat(bind(settings).api("/auth/x")).hasToString("https://api.example.com/chat/auth/x");
        assertThat(bind(settings).home()).isEqualTo("https://chat.example.com/app");
        assertThat(bind(settings).senderName()).isEqualTo("LiveMarket");
    }

    @Test
    void thePasswordIsNeverPrinted() {
        Map<String, String> settings = new HashMap<>(SMTP);
        settings.put("livemarket.mail.smtp.password", "hunter2");
        assertThat(bind(settings).toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource({
        "livemarket.mail.from,''",
        "livemarket.mail.from,nobody",
        "livemarket.mail.web-client,''",
        "livemarket.mail.web-client,chat.example.com",
        "livemarket.mail.web-client,ftp://x.example",
        "livemarket.mail.api,chat.example.com",
        "livemarket.mail.smtp.host,''",
        "livemarket.mail.smtp.timeout,1ms",
        "livemarket.mail.smtp.connect-timeout,2m"
    })
    void aSettingThatCannotWorkIsRefusedByName(String property, String value) {
        Map<String, String> settings = new HashMap<>(SMTP);
        settings.put(property, value);
        assertThatThrownBy(() -> bind(settings)).rootCause().hasMessageContaining(property);
    }

    private static MailProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("livemarket.mail", MailProperties.class);
    }
}
