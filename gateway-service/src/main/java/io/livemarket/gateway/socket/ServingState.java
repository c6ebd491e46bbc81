package io.livemarket.gateway.socket;

/** Whether this instance can serve clients. */
@FunctionalInterface
interface ServingState {

    /** Whether the topics that clients depend on are consumed and presence facts have room. */
    boolean isServing();
}
