/**
 * The REST edge: the filters for origins, tokens and limits, the routes to the services, and the files of the web
 * client and the API documents.
 */
@NullMarked
package io.livemarket.gateway.web;

import org.jspecify.annotations.NullMarked;
