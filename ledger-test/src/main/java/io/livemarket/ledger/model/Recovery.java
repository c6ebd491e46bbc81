package io.livemarket.ledger.model;

import java.util.OptionalLong;

/**
 * The time that one device took to be up to date after the end of a fault.
 *
 * @param fault number of the fault in the plan
 * @param kind of the fault
 * @param millis from the fault's end until the device had its {@code reconnect} and the messages sent after the fault
 *     in each of its chats; empty when that did not come in time
 */
public record Recovery(int fault, String kind, String device, OptionalLong millis) {}
