package io.livemarket.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The options of a service's own JVM, where the environment gives none. */
class JvmOptionsTest {

    private static final String FIRST_COMPILER_ONLY = "-XX:TieredStopAtLevel=1";

    @Test
    void onlyTheServicesOnAMessagesPathWaitForTheOptimisingCompiler() {
        List<String> optimised = Service.ALL.stream().map(Service::name)
                .filter(name -> !JvmOptions.byDefault(name).contains(FIRST_COMPILER_ONLY)).toList();

        assertThat(optimised).containsExactlyInAnyOrder(Service.CHAT, Service.GATEWAY);
    }

    @Test
    void everyServiceHasOneLimitOfItsHeap() {
        assertThat(Service.ALL).allSatisfy(service -> assertThat(JvmOptions.byDefault(service.name()))
                .filteredOn(option -> option.startsWith("-Xmx")).hasSize(1));
        assertThat(JvmOptions.byDefault(Service.FILE)).contains("-Xmx128m");
    }
}
