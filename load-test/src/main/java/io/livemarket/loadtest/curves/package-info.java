/** What work costs as a function of a size: members of a group, people, sockets, messages of a chat. */
package io.livemarket.loadtest.curves;
