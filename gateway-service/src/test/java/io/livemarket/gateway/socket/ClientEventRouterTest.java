package io.livemarket.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.livemarket.gateway.requests.ClientEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClientEventRouterTest {

    private static final List<FeatureHandler> FEATURES = List.of(
            new ChatHandler(null, null, null, null, null, null),
            new OfferHandler(null, null, null),
            new NotificationHandler(null, null),
            new PresenceHandler(null, null, null),
            new ModerationHandler(null),
            new SessionHandler(null, null, null),
            new EdgeHandler());

    @ParameterizedTest
    @EnumSource
    void everyClientEventHasExactlyOneHandler(ClientEvent event) {
        assertThat(FEATURES)
                .filteredOn(feature -> feature.handlers().containsKey(event))
                .hasSize(1);
    }

    @Test
    void everyFeatureOfThePackageIsListed() throws Exception {
        Path classes =
                Path.of(FeatureHandler.class.getResource("FeatureHandler.class").toURI());
        List<Class<?>> features = new ArrayList<>();
        try (Stream<Path> files = Files.list(classes.getParent())) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString().replace(".class", "");
                Class<?> type = Class.forName(FeatureHandler.class.getPackageName() + "." + name);
                if (FeatureHandler.class.isAssignableFrom(type) && !type.isInterface()) {
                    features.add(type);
                }
            }
        }
        assertThat(features)
                .containsExactlyInAnyOrderElementsOf(
                        FEATURES.stream().<Class<?>>map(Object::getClass).toList());
        new ClientEventRouter(FEATURES);
    }

    @Test
    void anEventWithoutAHandlerStopsTheStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClientEventRouter(FEATURES.subList(1, FEATURES.size())))
                .withMessageContaining("has 0 handlers");
    }

    @Test
    void anEventWithTwoHandlersStopsTheStart() {
        FeatureHandler second = () -> Map.of(ClientEvent.SYNC, (_, _, _) -> {});
        List<FeatureHandler> features = new ArrayList<>(FEATURES);
        features.add(second);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClientEventRouter(features))
                .withMessage("SYNC has 2 handlers");
    }
}
