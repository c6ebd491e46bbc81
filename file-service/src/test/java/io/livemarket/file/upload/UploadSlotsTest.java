package io.livemarket.file.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UploadSlotsTest {

    private final UploadSlots slots = new UploadSlots(20, 64);

    @Test
    void aSingleUserHasOneUsersShare() {
        assertThat(taken(UUID.randomUUID())).hasSize(20);
    }

    /** Four of them, with 20 uploads each, held all 64 places for as long as uploads may take. */
    @Test
    void aFewSlowUploadersLeavePlacesForOthers() {
        int held = 0;
        for (int attacker = 0; attacker < 4; attacker++) {
            held += taken(UUID.randomUUID()).size();
        }
        assertThat(held).isEqualTo(52);
        assertThat(taken(UUID.randomUUID())).as("a bystander's").hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void placesComeBack() {
        UUID user = UUID.randomUUID();
        Deque<UploadSlots.Slot> all = taken(user);
        assertThat(catchThrowableOfType(ApiException.class, () -> slots.take(user))
                        .code())
                .isEqualTo(ErrorCode.TOO_MANY_UPLOADS);
        all.forEach(UploadSlots.Slot::close);
        assertThat(taken(user)).hasSize(20);
    }

    @Test
    void thereAreNoMoreThanAllPlaces() {
        int all = 0;
        for (int user = 0; user < 200; user++) {
            all += taken(UUID.randomUUID()).size();
        }
        assertThat(all).isEqualTo(64);
    }

    /** As many as the user gets, of 20. */
    private Deque<UploadSlots.Slot> taken(UUID user) {
        Deque<UploadSlots.Slot> taken = new ArrayDeque<>();
        try {
            for (int i = 0; i < 20; i++) {
                taken.add(slots.take(user));
            }
        } catch (ApiException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.TOO_MANY_UPLOADS);
        }
        return taken;
    }
}
