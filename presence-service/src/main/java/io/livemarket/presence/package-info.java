/** presence-service: boots, is healthy and is routed; it owns no topic, aggregate or collection yet. */
package io.livemarket.presence;
