/** Commands on their way to a decider: what their headers say, and how their answers come back. */
package io.livemarket.kit.command;
