/**
 * The parts that every service is built from: settings, Kafka clients and topics, commands and their answers, the
 * engine that decides, read models, token checks, problem documents, health and mail. They keep state in the data
 * directory, the topics and the database of the service that uses them.
 */
@NullMarked
package io.livemarket.kit;

import org.jspecify.annotations.NullMarked;
