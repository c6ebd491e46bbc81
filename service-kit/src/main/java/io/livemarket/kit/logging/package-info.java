/** What the services of a process log, beside the messages themselves. */
package io.livemarket.kit.logging;
