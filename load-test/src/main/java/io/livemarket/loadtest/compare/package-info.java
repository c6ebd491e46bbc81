/** Two systems that get messages in turns, and how far each of them goes. */
package io.livemarket.loadtest.compare;
