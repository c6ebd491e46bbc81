package io.livemarket.socketio;

/**
 * Decides about a request before a session exists for it, after its origin was checked and before anything is
 * allocated. Called on an event loop: it must not block.
 */
@FunctionalInterface
public interface AdmissionPolicy {

    /** Whether a session may be opened; otherwise the request is refused with HTTP 403. */
    boolean admits(HandshakeRequest request);
}
