package io.livemarket.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.livemarket.gateway.requests.ClientEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClientEventRouterTest {

    private static final List<FeatureHandler> FEATURES = List.of(
            new ChatHandler(null, null, null, null, null, null),
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
    void theListedFeaturesAreAllThatThereAre() {
        assertThat(new ClassFileImporter()
                        .importPackagesOf(FeatureHandler.class).stream()
                                .filter(each -> each.isAssignableTo(FeatureHandler.class)
                                        && !each.isInterface()
                                        && !each.getModifiers().contains(JavaModifier.SYNTHETIC)
                                        && !each.getSource()
                                                .orElseThrow()
                                                .getUri()
                                                .toString()
                                                .contains("test-classes"))
                                .map(JavaClass::getName)
                                .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(
                        FEATURES.stream().map(each -> each.getClass().getName()).toList());
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
