/** Devices on ordinary sockets: they follow their scripts and record their requests and every event that they get. */
@NullMarked
package io.livemarket.ledger.drive;

import org.jspecify.annotations.NullMarked;
