/** Costs as functions of a size: members of a group, people, sockets, messages of a chat. */
@NullMarked
package io.livemarket.loadtest.curves;

import org.jspecify.annotations.NullMarked;
