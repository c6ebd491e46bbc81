/** What one more hop through a topic adds to the way of a record. */
package io.livemarket.loadtest.hop;
