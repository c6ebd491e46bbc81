/** Devices on ordinary sockets: they do what their scripts say and record what they ask for and are sent. */
package io.livemarket.ledger.drive;
