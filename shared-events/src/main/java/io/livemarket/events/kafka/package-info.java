/**
 * Records on the wire: the topic catalogue, the record headers (the envelope), and the codec between records and JSON.
 */
@NullMarked
package io.livemarket.events.kafka;

import org.jspecify.annotations.NullMarked;
