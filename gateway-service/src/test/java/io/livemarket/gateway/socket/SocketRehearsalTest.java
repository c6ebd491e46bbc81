package io.livemarket.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SocketRehearsalTest {

    /** What is not reached is not linked. */
    @Test
    void theMessageIsShownToItsSenderAndItsRecipient() {
        assertThat(SocketRehearsal.show(ReplyTest.SETTINGS)).containsExactly("reconnect message:sent ", "reconnect message:receive ");
    }
}
