/** CPU time and memory of processes of this machine, from {@code /proc} and from the management agents of JVMs. */
@NullMarked
package io.livemarket.loadtest.process;

import org.jspecify.annotations.NullMarked;
