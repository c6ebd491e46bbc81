package io.livemarket.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SocketRehearsalTest {

    /** Code that a rehearsal does not reach is not linked. */
    @Test
    void theMessageIsShownToItsSenderAndItsRecipient() {
        assertThat(SocketRehearsal.show(ReplyTest.SETTINGS))
                .containsExactly("reconnect message:sent ", "reconnect message:receive ");
    }
}
