/**
 * Makes the documents of the REST interface and of events from the code, and holds the kept ones against it (decision
 * 050).
 */
package io.livemarket.ops.api;
