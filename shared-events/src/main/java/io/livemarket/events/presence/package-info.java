/** Who is there and who types. */
package io.livemarket.events.presence;
