/** What a ledger run recorded, as values; nothing here reads a clock, a socket or a topic. */
package io.livemarket.ledger.model;
