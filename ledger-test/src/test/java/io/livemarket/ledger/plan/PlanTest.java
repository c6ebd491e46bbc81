package io.livemarket.ledger.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static final List<String> COPIES = List.of("auth-1", "chat-1", "chat-2", "gateway-1");
    private static final int ROUND = FaultKind.values().length + 2;

    @Test
    void oneSeedGivesOnePlanAndAnotherSeedAnother() {
        assertThat(faults(7, 50)).isEqualTo(faults(7, 50)).isNotEqualTo(faults(8, 50));
    }

    @Test
    void everyRoundHasEveryKind() {
        List<PlannedFault> faults = faults(7, 2 * ROUND);
        assertThat(faults.subList(ROUND, 2 * ROUND))
                .extracting(PlannedFault::kind)
                .contains(FaultKind.values());
    }

    @Test
    void killsGoThroughAllCopiesBeforeOneComesAgain() {
        assertThat(faults(7, 2 * ROUND))
                .filteredOn(fault -> fault.kind() == FaultKind.KILL)
                .extracting(PlannedFault::target)
                .containsExactlyInAnyOrderElementsOf(COPIES);
    }

    @Test
    void aFreezeOutlastsTheSessionTimeout() {
        assertThat(faults(7, 5 * ROUND))
                .filteredOn(fault -> fault.kind() == FaultKind.FREEZE)
                .allSatisfy(fault -> assertThat(fault.lastsMillis()).isGreaterThan(6_000));
    }

    @Test
    void oneSeedGivesOneScriptPerDevice() {
        assertThat(steps(7, 1)).isEqualTo(steps(7, 1)).isNotEqualTo(steps(7, 2)).isNotEqualTo(steps(8, 1));
    }

    @Test
    void aScriptHasEveryAct() {
        assertThat(steps(7, 1)).extracting(Step::act).contains(Step.Act.values());
    }

    @Test
    void everyUserHasADeviceAndAForeignChat() {
        Cast cast = Cast.of(7, 6);
        assertThat(cast).isEqualTo(Cast.of(7, 6));
        assertThat(new HashSet<>(cast.deviceOwners())).hasSize(6);
        for (int user = 0; user < 6; user++) {
            int each = user;
            assertThat(cast.chats()).anyMatch(chat -> chat.contains(each)).anyMatch(chat -> !chat.contains(each));
        }
    }

    @Test
    void contentsAreUnique() {
        Set<String> contents = new HashSet<>();
        assertThat(LongStream.range(0, 10_000).mapToObj(number -> Wording.of(number, (int) (number % 3))))
                .allMatch(contents::add);
    }

    private static List<PlannedFault> faults(long seed, int count) {
        return FaultPlan.first(count, new FaultPlan(seed, List.of(FaultKind.values()), COPIES));
    }

    private static List<Step> steps(long seed, int device) {
        DeviceScript script = new DeviceScript(seed, device, 100);
        return Stream.generate(script::next).limit(500).toList();
    }
}
